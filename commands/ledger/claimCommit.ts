import { row } from '../../db/query.ts';

/** What a call that publishes is made under. */
export interface CommitClaim {
  epoch: number;
  /** The call must have ended in so many ms. */
  msToDeadline: number;
}

/**
 * Takes a prepared publication for the one call of a new epoch: durable before the call, with what is sent as a hash
 * and the instant at which the call has surely ended. Null when it may not be made: the post was changed, cancelled or
 * put off, is not due, or somebody else made the call. One statement that locks the post first, as an edit does: whoever
 * comes first wins.
 */
export async function claimCommit(claim: {
  publicationId: string;
  postId: number;
  contentVersion: number;
  contentHash: string;
  deadlineMs: number;
}): Promise<CommitClaim | null> {
  const { publicationId, postId, contentVersion, contentHash, deadlineMs } = claim;
  return (
    (await row<CommitClaim>(
      `with taken as (
         update scheduled_posts s set state = 'publishing', updated_at = now()
         where s.id = $1 and s.content_version = $2 and s.scheduled_time <= clock_timestamp()
           and s.state not in ('draft', 'cancelled')
         returning s.id, s.scheduled_time, s.late_minutes, s.late_action
       ), claimed as (
         update publications p set state = 'committing', state_since = clock_timestamp(), epoch = p.epoch + 1,
           content_hash = $4, commit_began_at = clock_timestamp(),
           evidence_since = coalesce(p.evidence_since, clock_timestamp()),
           commit_deadline_at = clock_timestamp() + make_interval(secs => $5::double precision / 1000),
           resume_at = null, updated_at = now()
         from taken
         where p.id = $3 and p.state = 'prepared' and p.handle_version = $2
           and (taken.late_action = 'publish' or clock_timestamp() <= greatest(taken.scheduled_time, p.released_at)
             + make_interval(mins => taken.late_minutes))
         returning p.id, p.post_id, p.epoch, p.commit_deadline_at
       ), told as (
         insert into post_events (post_id, publication_id, kind, state, epoch, content_hash)
         select post_id, id, 'commit', 'committing', epoch, $4 from claimed
       )
       select epoch, (extract(epoch from commit_deadline_at - clock_timestamp()) * 1000)::double precision
         as "msToDeadline" from claimed`,
      [postId, contentVersion, publicationId, contentHash, deadlineMs],
    )) ?? null
  );
}
