import { conflict, notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { wakeWorkflow } from '../startWorkflow.ts';
import { letPersonLead } from './letPersonLead.ts';
import { lockConversation } from './lockConversation.ts';
import { refreshSnippet } from './refreshSnippet.ts';
import { expectOpen, type ReplyWindow, type Writer } from './writeMessage.ts';

/**
 * Has a message that failed sent again, by whoever asks for it.
 * @throws {Refusal} not_found; conflict when it did not fail (of one whose outcome nobody knows, that is said), or the
 * channel does not let the customer be written to any more
 */
export function retryMessage(
  { projectId, userId, conversationId, messageId }: Writer & { messageId: string },
  window: ReplyWindow,
): Promise<void> {
  return transaction(async () => {
    const conversation = await lockConversation(projectId, conversationId);
    const message = await row<{ state: string; kind: string }>(
      `select state, kind from messages where id = $1 and conversation_id = $2 and direction = 'outbound'
         and state not in ('suggested', 'discarded')`,
      [messageId, conversationId],
    );
    if (!message) throw notFound('message');
    if (message.state === 'unknown') throw conflict('message_unknown');
    if (message.state !== 'failed') throw conflict('message_not_failed', { state: message.state });
    if (message.kind !== 'template') expectOpen(conversation, window);
    // Counted as an attempt: what is told of the last one, late, is not about this message any more.
    await rows(
      `update messages set state = 'queued', state_since = clock_timestamp(), sent_at = clock_timestamp(),
         attempts = attempts + 1, external_id = null, problem_code = null, problem_detail = null, author_id = coalesce(author_id, $2)
       where id = $1 returning 1 as queued`,
      [messageId, userId],
    );
    await refreshSnippet(conversationId);
    await wakeWorkflow('sendMessage', { messageId }, projectId);
    await letPersonLead(conversationId, new Date());
  });
}
