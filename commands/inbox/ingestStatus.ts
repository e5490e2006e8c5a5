import type { InboundEvent } from '../../contracts/inbound.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { applyItemStatus } from '../batches/applyItemStatus.ts';
import { confirmItem } from '../batches/confirmItem.ts';
import { applyStatus } from './applyStatus.ts';
import { confirmSent } from './confirmSent.ts';
import type { Settlement } from './eventQueue.ts';
import { readMessageReference } from './messageReference.ts';
import { lockIn, type Source } from './source.ts';

type StatusEvent = Extract<InboundEvent, { kind: 'status' }>;

/**
 * Notes how far a message of ours has come, in its conversation and in the batch that sent it. One that we do not know
 * yet may be one whose sending has not been written down: the status waits for it.
 */
export function ingestStatus(source: Source, event: StatusEvent): Promise<Settlement> {
  return transaction(async () => {
    const { scopeId } = source;
    const { messageId, state, problemCode, reference, at } = event;
    if (reference) await confirmItem(source, reference, messageId);
    await lockIn(source, `message:${messageId}`);
    const conversationId =
      (await applyStatus(scopeId, messageId, state, problemCode)) ?? (await applyByReference(source, event));
    const isOfBatch = await applyItemStatus(source, { externalId: messageId, state, problemCode });
    if (conversationId === null && !isOfBatch)
      await rows(
        `insert into early_statuses (scope_id, external_id, state, problem_code, at) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning 1 as kept`,
        [scopeId, messageId, state, problemCode, at],
      );
    return { state: 'processed', conversationId };
  });
}

/**
 * Statuses name a message as we did when we sent it: one whose answer was lost, or has not come yet, is found by that, if
 * the call was its last. Null when there is none.
 */
async function applyByReference(
  { scopeId }: Source,
  { messageId: externalId, reference, state, problemCode }: StatusEvent,
): Promise<string | null> {
  const named = readMessageReference(reference);
  const found =
    named &&
    (await row(
      `select 1 as there from messages m join conversations c on c.id = m.conversation_id
       where m.id = $2 and c.scope_id = $1 and m.attempts = $3 and m.external_id is null and m.direction = 'outbound'`,
      [scopeId, named.messageId, named.attempt],
    ));
  if (!named || !found) return null;
  await confirmSent(named.messageId, externalId);
  return applyStatus(scopeId, externalId, state, problemCode);
}
