import { row } from '../../db/query.ts';

/** Notes which message came of a call, its text or the notice of the hand-over that it led to: by it the call is found. Joins the surrounding transaction. */
export async function linkReply(callId: string, messageId: string): Promise<void> {
  await row(`update assistant_calls set message_id = $2 where id = $1 returning 1 as linked`, [
    callId,
    messageId,
  ]);
}
