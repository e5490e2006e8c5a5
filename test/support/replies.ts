import { randomUUID } from 'node:crypto';
import { row } from '../../db/query.ts';

/** A reply to a comment that a project's owner had written, as it was left; its id. */
export async function aReply(projectId: string): Promise<string> {
  const id = randomUUID();
  await row(
    `insert into comment_replies (id, project_id, user_id, platform, account_id, comment_id, text, state, reply_id)
     select $1::uuid, project_id, user_id, 'instagram', 'account', 'comment', 'Thank you', 'sent', $1::uuid::text
     from memberships where project_id = $2 and role = 'owner' returning 1 as made`,
    [id, projectId],
  );
  return id;
}
