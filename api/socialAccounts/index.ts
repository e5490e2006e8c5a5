import type { Endpoint } from '../endpoint.ts';
import { list, remove } from './accounts.ts';
import { callback, forward } from './callback.ts';
import { confirm } from './confirm.ts';
import { connect } from './connect.ts';
import { outcome } from './outcome.ts';

/** /api/social-accounts: accounts are connected through their platform's consent page. */
export const socialAccounts: Endpoint[] = [connect, callback, forward, outcome, confirm, list, remove];
