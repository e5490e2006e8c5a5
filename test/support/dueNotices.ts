import { rows } from '../../db/query.ts';

/** Has notices of connections that need a person sent now: no test waits for the minute in which they are gathered. */
export const sendNoticesNow = () =>
  rows(`update outbox set available_at = now() where workflow = 'notifyTokenExpiration' returning 1 as due`);
