import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { settlePost } from './settlePosts.ts';

/**
 * Takes in what says that a post is live, of a call that was given up: that is the truth in any state. A later call may
 * have published too: then the timeline names both. What is known already changes nothing.
 */
export function adoptLateAcceptance(
  publicationId: string,
  epoch: number,
  { id, url }: { id: string; url: string | null },
): Promise<void> {
  return transaction(async () => {
    const found = await row<{ postId: number; platformPostId: string | null }>(
      `select s.id as "postId", p.platform_post_id as "platformPostId" from scheduled_posts s join publications p on p.post_id = s.id
       where p.id = $1 for update of s`,
      [publicationId],
    );
    if (!found || found.platformPostId === id) return;
    await row(
      `with adopted as (
         update publications p set state = 'published', state_since = clock_timestamp(), resume_at = null,
           platform_post_id = $2, platform_post_url = $3, published_at = coalesce(published_at, commit_began_at),
           first_comment_state = case when first_comment is not null and first_comment_state = 'none' then 'due'
             else first_comment_state end,
           token_encrypted = null, problem_code = null, problem_detail = null, problem_answer = null,
           updated_at = now()
         where id = $1 and state not in ('published', 'committing') and not exists (
           select from publications o where o.id <> p.id and o.platform = p.platform
             and o.account_id = p.account_id and o.platform_post_id = $2)
         returning id
       )
       insert into post_events (post_id, publication_id, kind, state, epoch, code, detail)
       select $4, $1, 'lateAcceptance', 'published', $5, case when exists (select from adopted) then null
         else 'second_post' end, $2 || coalesce(' ' || $3, '') returning 1 as told`,
      [publicationId, id, url, found.postId, epoch],
    );
    await settlePost(found.postId);
  });
}
