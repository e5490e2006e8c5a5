import type { InboundMessage } from '../../contracts/inbound.ts';
import { row, rows } from '../../db/query.ts';
import type { BatchPlace } from '../batches/itemReference.ts';
import { itemSent } from '../batches/itemSent.ts';
import { storableText } from '../storable.ts';
import { confirmSent } from './confirmSent.ts';
import { letPersonLead } from './letPersonLead.ts';
import type { Source } from './source.ts';

/**
 * So long before or after what the platform says of an echo's time lies its message; one of the same text from another time
 * is another. The echo itself may come much later: the platform repeats what nobody took.
 */
const nearly = `interval '15 minutes'`;
/** For so long an echo waits for a message that is being sent at the moment: whose it is shows then. */
const patienceMs = 2 * 60_000;

/**
 * Whose message an echo repeats, that no message of the conversation has the id of.
 * - 'ours': one of which we did not know whether it was sent, here or by a batch. Now we do.
 * - 'wait': one with this text is being sent right now, and may be it.
 * - 'app': our app sent it, without a conversation (a batch that knows its id).
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
       and state in ('sending', 'unknown') and trim(content) = $2
       and coalesce(called_at, state_since) between $3::timestamptz - ${nearly} and $3::timestamptz + ${nearly}
     order by state_since, sequence`,
    [conversationId, content, message.at],
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
  const lost = await findLostItem(source, message, content);
  if (lost) {
    await itemSent(lost, { externalId: message.messageId, contactId: message.contactId });
    return 'ours';
  }
  const isOfOurApp = source.appId !== null && message.data.appId === source.appId;
  if (isOfOurApp || (await isOfBatch(source, message))) return 'app';
  await letPersonLead(conversationId, message.at);
  await markReadUntil(conversationId, message.at);
  return 'person';
}

const batchItems = `select 1 as there from send_batch_items i join send_batches b on b.id = i.batch_id
  where b.channel = $1 and b.account_id = $2`;

const isOfBatch = async ({ channel, accountId }: Source, { messageId }: InboundMessage) =>
  (await row(`${batchItems} and i.external_id = $3`, [channel, accountId, messageId])) !== undefined;

/**
 * Anybody may name the account and bring a token that does not open it: what was not sent yet counts only of the project's
 * own batches, and of those of which the platform has taken a message.
 */
const isTrusted = (project: string) => `(b.project_id = ${project} or exists (
  select from send_batch_items taken where taken.batch_id = b.id and taken.external_id is not null))`;

/** Whether a batch is just about to write to the person. */
const isBatchRunning = async ({ channel, accountId, projectId }: Source, { contactId }: InboundMessage) =>
  (await row(
    `${batchItems} and b.state = 'running' and i.address = $3 and i.state = 'sending' and ${isTrusted('$4')} limit 1`,
    [channel, accountId, contactId, projectId],
  )) !== undefined;

/** What a batch sent to the person in these words, and of which it does not know whether it came there. */
const findLostItem = (
  { channel, accountId, projectId }: Source,
  { contactId, at }: InboundMessage,
  content: string,
) =>
  row<BatchPlace>(
    `select i.batch_id as "batchId", i.position from send_batch_items i join send_batches b on b.id = i.batch_id
     where b.channel = $1 and b.account_id = $2 and i.address = $3 and i.state = 'unknown' and i.external_id is null
       and trim(i.body ->> 'text') = $4 and ${isTrusted('$5')}
       and i.attempted_at between $6::timestamptz - ${nearly} and $6::timestamptz + ${nearly}
     order by i.attempted_at limit 1`,
    [channel, accountId, contactId, content, projectId, at],
  );

/** What was unread when the person answered is read. */
const markReadUntil = (conversationId: string, at: Date) =>
  rows(
    `update conversations set unread_count = 0 where id = $1 and $2 >= coalesce(last_message_at, $2) returning 1 as kept`,
    [conversationId, at],
  );
