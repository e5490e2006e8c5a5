import { rows } from '../../db/query.ts';
import { moveOne, settlePost } from '../ledger/record.ts';
import { wakeWorkflow } from '../startWorkflow.ts';

/**
 * Lets the posts go on that waited for this connection, in the surrounding transaction; each by its late policy, which
 * its workflow applies.
 */
export async function resumePosts(connectionId: string): Promise<void> {
  const waiting = await rows<{ postId: number; projectId: string; publicationId: string }>(
    `select s.id as "postId", s.project_id as "projectId", p.id as "publicationId"
     from scheduled_posts s join publications p on p.post_id = s.id
     where p.connection_id = $1 and p.state = 'waiting' order by s.id for update of s`,
    [connectionId],
  );
  for (const { postId, projectId, publicationId } of waiting) {
    await moveOne({ publicationId, event: 'reconnected', from: ['waiting'] });
    await settlePost(postId);
    await wakeWorkflow('publishPost', { postId }, projectId);
  }
}
