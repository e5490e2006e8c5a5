import type { CommitOutcome } from '../../contracts/publishing.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { record, type Step } from './record.ts';
import { settlePost } from './settlePosts.ts';

/** Where a platform said that it works on a post, it is asked again so soon. */
const followUpMs = 2_000;

/** What else the caller of an epoch knows when its call has ended. */
interface Aftermath {
  /** When an unknown outcome can be read back, in ms. */
  checkAfterMs: number;
  /** What follows a post that is processed, sealed. */
  followedBy?: { sealed: Buffer; usableForMs: number; version: number };
}

/**
 * Writes what became of the call of an epoch, which has ended: none of its bytes leaves any more. Where the publication
 * has left that epoch meanwhile, only an acceptance still counts: what is live is live, and nothing more is sent. Where
 * another publication of the same words has adopted the post meanwhile, this one is read back as after silence.
 */
export async function recordOutcome(
  publicationId: string,
  epoch: number,
  outcome: CommitOutcome,
  aftermath: Aftermath,
): Promise<void> {
  const step = { publicationId, epoch, from: ['committing' as const], ...stepOf(outcome, aftermath) };
  const state = await record({ ...step, written: { ...step.written, callEnded: true } });
  if (state === null && outcome.kind === 'accepted') await adoptLateAcceptance(publicationId, epoch, outcome);
}

function stepOf(
  outcome: CommitOutcome,
  { checkAfterMs, followedBy }: Aftermath,
): Pick<Step, 'event' | 'code' | 'detail' | 'written'> {
  switch (outcome.kind) {
    case 'accepted':
      return { event: 'accepted', written: { post: { id: outcome.id, url: outcome.url } } };
    case 'notSent':
      return {
        event: 'notSent',
        code: outcome.code,
        detail: outcome.detail,
        written: { resumeInMs: outcome.retryAfterMs },
      };
    case 'processing':
      return {
        event: 'silence',
        code: 'processing',
        detail: outcome.detail,
        written: { resumeInMs: followUpMs, ...(followedBy && { handle: followedBy }) },
      };
    case 'silence':
      return {
        event: 'silence',
        code: 'no_answer',
        detail: outcome.detail,
        written: { resumeInMs: checkAfterMs },
      };
    case 'duplicate':
      return { event: 'refused', code: 'duplicate', detail: outcome.detail };
    case 'refused':
    case 'unauthorised':
      return { event: outcome.kind, code: outcome.code, detail: outcome.detail };
  }
}

/** The answer of a call that was given up. A later call may have published too: then the timeline names both. */
function adoptLateAcceptance(
  publicationId: string,
  epoch: number,
  { id, url }: { id: string; url: string | null },
): Promise<void> {
  return transaction(async () => {
    const found = await row<{ postId: number }>(
      `select s.id as "postId" from scheduled_posts s join publications p on p.post_id = s.id
       where p.id = $1 for update of s`,
      [publicationId],
    );
    if (!found) return;
    await row(
      `with adopted as (
         update publications p set state = 'published', state_since = clock_timestamp(), resume_at = null,
           platform_post_id = $2, platform_post_url = $3, published_at = coalesce(published_at, commit_began_at),
           token_encrypted = null, problem_code = null, problem_detail = null, updated_at = now()
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
