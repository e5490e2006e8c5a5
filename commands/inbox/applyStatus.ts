import type { DeliveryState } from '../../contracts/inbound.ts';
import { row } from '../../db/query.ts';
import { handOverUnsent, lockConversationOf } from './settleMessage.ts';

/** What is told of a message only ever goes on: a later word of an earlier state changes nothing. */
const order = `array['queued', 'sending', 'unknown', 'sent', 'failed', 'delivered', 'read']`;

/**
 * Moves a message of ours on; its conversation, or null when there is no such message. Where one did not
 * arrive, its customer waits for a person.
 */
export async function applyStatus(
  scopeId: string,
  externalId: string,
  state: DeliveryState,
  problemCode: string | null,
): Promise<string | null> {
  const found = await row<{ id: string; conversationId: string }>(
    `select m.id, m.conversation_id as "conversationId" from messages m
     join conversations c on c.id = m.conversation_id
     where m.external_id = $2 and c.scope_id = $1 and m.direction = 'outbound'`,
    [scopeId, externalId],
  );
  if (!found) return null;
  if (state === 'failed') await lockConversationOf(found.id);
  const moved = await row(
    `update messages set state = $2, problem_code = $3, problem_detail = null, state_since = clock_timestamp()
     where id = $1 and array_position(${order}, state) < array_position(${order}, $2) returning 1 as kept`,
    [found.id, state, problemCode],
  );
  if (moved && state === 'failed') await handOverUnsent(found.id);
  return found.conversationId;
}
