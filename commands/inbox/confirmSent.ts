import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { applyStatus } from './applyStatus.ts';
import { endUnsent, lockConversationOf } from './settleMessage.ts';
import { lockIn } from './source.ts';

/**
 * Notes that the platform has a message of ours, under its id: `sent`, or further where statuses came before this was
 * known. Where an echo was taken for somebody else's message meanwhile, that one goes. To be called by whoever sent it,
 * and by whoever finds it confirmed; the second time changes nothing.
 */
export function confirmSent(messageId: string, externalId: string): Promise<void> {
  return transaction(async () => {
    const message = await row<{ scopeId: string; conversationId: string }>(
      `select c.scope_id as "scopeId", c.id as "conversationId" from messages m
       join conversations c on c.id = m.conversation_id where m.id = $1`,
      [messageId],
    );
    if (!message) return;
    const { scopeId, conversationId } = message;
    await lockIn({ scopeId }, `message:${externalId}`);
    await lockConversationOf(messageId);
    await rows(
      `delete from messages where conversation_id = $1 and external_id = $2 and id <> $3 and direction = 'outbound'
         and client_message_id is null and author in ('agent', 'system') returning 1 as removed`,
      [conversationId, externalId, messageId],
    );
    await rows(
      `update messages set external_id = $2, state_since = clock_timestamp(), problem_code = null, problem_detail = null,
         state = case when state in ('queued', 'sending', 'unknown') then 'sent' else state end
       where id = $1 and external_id is distinct from $2 returning 1 as kept`,
      [messageId, externalId],
    );
    const early = await rows<{ state: 'sent' | 'delivered' | 'read' | 'failed'; problemCode: string | null }>(
      `delete from early_statuses where scope_id = $1 and external_id = $2
       returning state, problem_code as "problemCode"`,
      [scopeId, externalId],
    );
    for (const { state, problemCode } of early) await applyStatus(scopeId, externalId, state, problemCode);
    await endUnsent(messageId);
  });
}
