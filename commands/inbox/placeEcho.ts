import type { InboundMessage } from '../../contracts/inbound.ts';
import { row, rows } from '../../db/query.ts';
import { confirmSent } from './confirmSent.ts';
import type { Source } from './source.ts';
import { storableText } from './storable.ts';

/** A message that we sent has its echo within minutes; one of the same text from before is another. */
const recently = `interval '15 minutes'`;
/** For so long an echo waits for a message that is being sent at the moment: whose it is shows then. */
const patienceMs = 2 * 60_000;

/**
 * Whose message an echo repeats, that no message of the conversation has the id of.
 * - 'ours': one of which we did not know whether it was sent. Now we do.
 * - 'wait': one with this text is being sent right now, and may be it.
 * - 'app': our app sent it, without a conversation (a batch).
 * - 'person': somebody answered on another device. The assistant keeps quiet for a while, and what was unread is read.
 */
export async function placeEcho(
  source: Source,
  conversationId: string,
  message: InboundMessage,
  waitedMs: number,
): Promise<'ours' | 'wait' | 'app' | 'person'> {
  const content = storableText(message.text).trim();
  const alike = await rows<{ id: string; state: 'sending' | 'unknown' }>(
    `select id, state from messages where conversation_id = $1 and direction = 'outbound' and external_id is null
       and state in ('sending', 'unknown') and trim(content) = $2 and state_since > now() - ${recently}
     order by state_since, sequence`,
    [conversationId, content],
  );
  if (
    waitedMs < patienceMs &&
    (alike.some(({ state }) => state === 'sending') || (await isBatchRunning(source, message)))
  )
    return 'wait';
  const [unknown] = alike;
  if (unknown) {
    await confirmSent(unknown.id, message.messageId);
    return 'ours';
  }
  const isOfOurApp = source.appId !== null && message.data.appId === source.appId;
  if (isOfOurApp || (await isOfBatch(source, message))) return 'app';
  await letPersonLead(conversationId, message.at);
  return 'person';
}

const batchItems = `select 1 as there from send_batch_items i join send_batches b on b.id = i.batch_id
  where b.channel = $1 and b.account_id = $2`;

const isOfBatch = async ({ channel, accountId }: Source, { messageId }: InboundMessage) =>
  (await row(`${batchItems} and i.external_id = $3`, [channel, accountId, messageId])) !== undefined;

/** Whether a batch is just about to write to the person. */
const isBatchRunning = async ({ channel, accountId }: Source, { contactId }: InboundMessage) =>
  (await row(`${batchItems} and b.state = 'running' and i.recipient = $3 and i.state = 'sending' limit 1`, [
    ...[channel, accountId, contactId],
  ])) !== undefined;

/** The pause counts from when the person wrote: who answered yesterday does not silence the assistant today. */
const letPersonLead = (conversationId: string, at: Date) =>
  rows(
    `update conversations c set
       unread_count = case when $2 >= coalesce(c.last_message_at, $2) then 0 else c.unread_count end,
       ai_paused_until = greatest(c.ai_paused_until, $2::timestamptz + make_interval(mins => coalesce(
         (select pause_minutes from assistant_settings s where s.project_id = c.project_id), 30)))
     where c.id = $1 returning 1 as kept`,
    [conversationId, at],
  );
