import { notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

/** Keeps what a person thinks of a reply of the assistant. @throws {Refusal} 404 where it did not write the message. */
export async function rateReply(
  { projectId, conversationId, messageId }: Record<'projectId' | 'conversationId' | 'messageId', string>,
  { rating, userId }: { rating: 'good' | 'bad' | null; userId: string },
): Promise<void> {
  const rated = await row(
    `update assistant_calls set rating = $4, rated_by = case when $4::text is null then null else $5::uuid end
     where project_id = $1 and conversation_id = $2 and message_id = $3 and purpose = 'reply' returning 1 as rated`,
    [projectId, conversationId, messageId, rating, userId],
  );
  if (!rated) throw notFound('reply');
}
