import { notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

/**
 * Notes that the project has read a conversation: what comes later counts as unread anew. The platform is not told.
 * @throws {Refusal} not_found
 */
export async function markRead(projectId: string, conversationId: string): Promise<void> {
  const read = await row(
    `update conversations set unread_count = 0 where project_id = $1 and id = $2 returning 1 as kept`,
    [projectId, conversationId],
  );
  if (!read) throw notFound('conversation');
}
