import type { AccountCall } from '../social/platform.ts';
import { appScopedId } from './user.ts';

/** Whether an id is the caller's own: `me`, that of the professional account, or the app's own. */
export const isCaller = ({ account, token }: AccountCall, id: string): boolean =>
  id === 'me' || id === account.id || id === appScopedId(token.grant.clientId, account);
