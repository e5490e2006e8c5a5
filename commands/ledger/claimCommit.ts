import { rows } from '../../db/query.ts';
import { inBatches } from '../../db/inBatches.ts';

/** What a call that publishes is made under. */
export interface CommitClaim {
  epoch: number;
}

/** From when on the timeline says that a call begins late, in seconds. */
const toldLateSeconds = 15;

interface WantedClaim {
  publicationId: string;
  postId: number;
  contentVersion: number;
  contentHash: string;
  deadlineMs: number;
}

/**
 * Takes a prepared publication for the one call of a new epoch: durable before the call, with what is sent as a hash
 * and the instant at which the call has surely ended. Null when it may not be made: the post was changed, cancelled or
 * put off, is not due, what was prepared for it has lapsed, or somebody else made the call. One statement that locks the post first, as an edit does: whoever
 * comes first wins. Many that are due together are taken by one statement, but for those whose post somebody holds.
 */
export const claimCommit: (claim: WantedClaim) => Promise<CommitClaim | null> = inBatches(
  async (claims: WantedClaim[]) => {
    if (claims.length === 1) return takeAll(claims, '');
    const taken = await takeAll(claims, 'skip locked');
    return taken.map((claim, place) => claim ?? takeAlone(claims.slice(place, place + 1)));
  },
);

const takeAlone = async (claims: WantedClaim[]): Promise<CommitClaim | null> =>
  (await takeAll(claims, ''))[0] ?? null;

/**
 * The claims in their order. One that is wanted twice is given once, and to whom the content is that was taken: of a post
 * that was edited a moment ago, who still has the older text may ask together with who has the newer one.
 */
async function takeAll(
  claims: WantedClaim[],
  whereLocked: '' | 'skip locked',
): Promise<(CommitClaim | null)[]> {
  const taken = await rows<CommitClaim & { id: string; contentHash: string }>(
    `with wanted as (
       select * from jsonb_to_recordset($1::jsonb) as w("publicationId" uuid, "postId" int, "contentVersion" int,
         "contentHash" text, "deadlineMs" double precision)
     ), held as (
       select s.id, s.content_version, s.scheduled_time, s.late_minutes, s.late_action from scheduled_posts s
       where s.id in (select "postId" from wanted) and s.scheduled_time <= clock_timestamp()
         and s.state not in ('draft', 'cancelled')
       order by s.id for update ${whereLocked}
     ), claimed as (
       update publications p set state = 'committing', state_since = clock_timestamp(), epoch = p.epoch + 1,
         content_hash = w."contentHash", commit_began_at = clock_timestamp(),
         evidence_since = coalesce(p.evidence_since, clock_timestamp()),
         commit_deadline_at = clock_timestamp() + make_interval(secs => w."deadlineMs" / 1000),
         resume_at = null, updated_at = now()
       from wanted w join held h on h.id = w."postId" and h.content_version = w."contentVersion"
       where p.id = w."publicationId" and p.post_id = h.id and p.state = 'prepared'
         and p.handle_version = w."contentVersion"
         and (p.handle_until is null or p.handle_until > clock_timestamp())
         and (h.late_action = 'publish' or clock_timestamp() <= greatest(h.scheduled_time, p.released_at)
           + make_interval(mins => h.late_minutes))
       returning p.id, p.post_id, p.epoch, p.content_hash,
         extract(epoch from clock_timestamp() - greatest(h.scheduled_time, p.released_at))::int as late
     ), begun as (
       update scheduled_posts s set state = 'publishing', updated_at = now() from claimed where s.id = claimed.post_id
     ), told as (
       insert into post_events (post_id, publication_id, kind, state, epoch, content_hash, code, detail)
       select post_id, id, 'commit', 'committing', epoch, content_hash,
         case when late >= ${toldLateSeconds} then 'begun_late' end,
         case when late >= ${toldLateSeconds} then late || ' s' end from claimed
     )
     select id, content_hash as "contentHash", epoch from claimed`,
    [JSON.stringify(claims)],
  );
  const left = new Map(taken.map(({ id, contentHash, epoch }) => [`${id} ${contentHash}`, { epoch }]));
  return claims.map(({ publicationId, contentHash }) => {
    const key = `${publicationId} ${contentHash}`;
    const claim = left.get(key) ?? null;
    left.delete(key);
    return claim;
  });
}
