import type { Endpoint } from '../endpoint.ts';
import { config } from './config.ts';
import { events } from './events.ts';
import { messages, seen, visitors } from './messages.ts';
import { files } from './files.ts';
import { webhook } from './webhook.ts';

/** What the pages of a shop's site talk to: socialsync-api.md. */
export const webWidget: Endpoint[] = [config, visitors, messages, seen, events, files, webhook];
