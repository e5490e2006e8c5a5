import { wakesNobody } from '../../contracts/inbound.ts';
import { row } from '../../db/query.ts';

/** Why a message of the assistant stays unsent. */
export type AssistantHold = 'handed_over' | 'paused' | 'not_automatic' | 'newer_message';

/**
 * Why a message of the assistant must not be sent now; null where it may: it was handed over to a person, a person is
 * writing, the mode changed, or the customer wrote more than it answers (`answersSequence`, the last one it does). To be
 * asked under the conversation's row lock, right before it is sent.
 */
export async function whyNotSent(
  conversationId: string,
  answersSequence: number,
): Promise<AssistantHold | null> {
  const found = await row<{ hold: AssistantHold | null }>(
    `select case
       when c.handed_over_at is not null then 'handed_over'
       when c.ai_paused_until > clock_timestamp() then 'paused'
       when coalesce(c.ai_mode, s.mode, 'suggest') <> 'automatic' then 'not_automatic'
       when exists (select from messages m where m.conversation_id = c.id and m.direction = 'inbound'
         and m.sequence > $2 and m.unsent_at is null and m.kind <> all($3::text[])) then 'newer_message'
       end as hold
     from conversations c left join assistant_settings s on s.project_id = c.project_id where c.id = $1`,
    [conversationId, answersSequence, [...wakesNobody]],
  );
  return found?.hold ?? null;
}
