import type { DeliveryState, InboundEvent } from '../../contracts/inbound.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Settlement } from './eventQueue.ts';
import { lockIn, type Source } from './source.ts';

type StatusEvent = Extract<InboundEvent, { kind: 'status' }>;

/** What is told of a message only ever goes on: a later word of an earlier state changes nothing. */
const order = `array['queued', 'sending', 'unknown', 'sent', 'failed', 'delivered', 'read']`;

/**
 * Notes how far a message of ours has come. One that we do not know yet may be one whose sending has not been written
 * down: the status waits for it.
 */
export function ingestStatus(source: Source, event: StatusEvent): Promise<Settlement> {
  return transaction(async () => {
    const { scopeId } = source;
    const { messageId, state, problemCode, at } = event;
    await lockIn(source, `message:${messageId}`);
    const conversationId = await applyStatus(scopeId, messageId, state, problemCode);
    if (conversationId) return { state: 'processed', conversationId };
    if (await applyToBatch(source, event)) return { state: 'processed', conversationId: null };
    await rows(
      `insert into early_statuses (scope_id, external_id, state, problem_code, at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning 1 as kept`,
      [scopeId, messageId, state, problemCode, at],
    );
    return { state: 'processed', conversationId: null };
  });
}

/** Moves a message of ours on; its conversation, or null when there is no such message. */
export async function applyStatus(
  scopeId: string,
  externalId: string,
  state: DeliveryState,
  problemCode: string | null,
): Promise<string | null> {
  const found = await row<{ id: string; conversationId: string }>(
    `select m.id, m.conversation_id as "conversationId" from messages m
     join conversations c on c.id = m.conversation_id
     where m.external_id = $2 and c.scope_id = $1 and m.direction = 'outbound' for update of m`,
    [scopeId, externalId],
  );
  if (!found) return null;
  await rows(
    `update messages set state = $2, problem_code = $3, problem_detail = null, state_since = clock_timestamp()
     where id = $1 and array_position(${order}, state) < array_position(${order}, $2) returning 1 as kept`,
    [found.id, state, problemCode],
  );
  return found.conversationId;
}

/** The same for what a batch sent: it knows only that it was sent, or failed. */
async function applyToBatch({ channel, accountId }: Source, event: StatusEvent): Promise<boolean> {
  const { messageId, state, problemCode } = event;
  const found = await rows(
    `update send_batch_items i set state = case when $4 = 'failed' then 'failed' else 'sent' end,
       problem_code = $5, state_since = clock_timestamp()
     from send_batches b where b.id = i.batch_id and b.channel = $1 and b.account_id = $2 and i.external_id = $3
     returning 1 as found`,
    [channel, accountId, messageId, state, problemCode],
  );
  return found.length > 0;
}
