import { statesBefore, type PublicationEvent, type PublicationState } from '../../contracts/ledger.ts';
import { rows } from '../../db/query.ts';
import { settlePosts } from '../ledger/settlePosts.ts';

/** Why posts wait for a connection that works: its person did not allow what publishing takes. */
export const notAllowed = 'permission_missing';

/**
 * Lets what a connection would still publish wait for it, in the surrounding transaction: connected again, it goes on;
 * else its late policy decides when its time comes. `code` says why. Returns the posts.
 */
export async function holdPostsOf(connectionId: string, code: string): Promise<number[]> {
  // A call that is on its way is answered first.
  const from = statesBefore('unauthorised').filter((state) => state !== 'committing');
  return moveMany({
    where: `p.connection_id = $1 and s.state not in ('draft', 'cancelled')`,
    subject: connectionId,
    event: 'unauthorised',
    from,
    to: 'waiting',
    code,
  });
}

/** Of which publications p of posts s it is known what was sent: they can be read back. */
export const isReadable = 'p.handle_encrypted is not null and p.handle_version = s.content_version';

/**
 * Lets the posts go on that waited for this connection, in the surrounding transaction; each by its late policy, which
 * its workflow applies. What could not be read back without it is read back now, before its owner answers.
 */
export async function resumePosts(connectionId: string): Promise<void> {
  await moveMany({
    where: 'p.connection_id = $1',
    subject: connectionId,
    event: 'reconnected',
    from: ['waiting'],
    to: 'planned',
    code: null,
  });
  await readBackAgain(connectionId);
}

/** Has read back what could not be without this connection, in the surrounding transaction. */
export async function readBackAgain(connectionId: string): Promise<void> {
  const asked = await moveMany({
    where: `p.connection_id = $1 and p.problem_code in ('reconnect_to_look', 'cannot_read_back') and ${isReadable}`,
    subject: connectionId,
    event: 'askAgain',
    from: ['parked'],
    to: 'unknown',
    code: null,
    keepsHandle: true,
  });
  await forgetQuestions(asked);
}

/** Should there be a question again, it is another one, which the owner has not been told. */
const forgetQuestions = (ids: number[]) =>
  rows(
    `update scheduled_posts s set notices = array(
       select notice from unnest(s.notices) notice where notice not in (
         select 'parked ' || p.id from publications p where p.post_id = s.id and p.state = 'unknown'))
     where s.id = any($1::int[]) returning 1 as changed`,
    [ids],
  );

/** Cancels all that a project would still publish, in the surrounding transaction. What is on its way ends by itself. */
export async function cancelPostsOf(projectId: string): Promise<void> {
  await moveMany({
    where: 'p.project_id = $1',
    subject: projectId,
    event: 'cancel',
    from: statesBefore('cancel'),
    to: 'cancelled',
    code: 'project_deleted',
  });
}

interface Move {
  /** Which publications p of posts s, by the subject $1. */
  where: string;
  subject: string;
  event: PublicationEvent;
  from: PublicationState[];
  to: PublicationState;
  code: string | null;
  /** What was prepared is still of use. */
  keepsHandle?: true;
}

/**
 * One step of the ledger for many publications. Their posts are locked first, in one order; their workflows are woken.
 * Returns the posts.
 */
async function moveMany({ where, subject, event, from, to, code, keepsHandle }: Move): Promise<number[]> {
  const posts = await rows<{ id: number }>(
    `select s.id from scheduled_posts s
     where exists (select from publications p where p.post_id = s.id and p.state = any($2) and ${where})
     order by s.id for update`,
    [subject, from],
  );
  if (posts.length === 0) return [];
  const handle = keepsHandle ? '' : 'handle_encrypted = null, handle_until = null, handle_version = null,';
  const touched = await rows<{ id: number }>(
    `with moved as (
       update publications p set state = $4, state_since = clock_timestamp(), resume_at = null,
         ${handle} problem_code = $5,
         token_encrypted = case when $4 = 'cancelled' then null else p.token_encrypted end,
         problem_detail = null, problem_answer = null, updated_at = now()
       from scheduled_posts s
       where s.id = p.post_id and s.id = any($3::int[]) and p.state = any($2) and ${where}
       returning p.id, p.post_id, p.project_id, p.epoch
     ), told as (
       insert into post_events (post_id, publication_id, kind, state, epoch, code)
       select post_id, id, $6, $4, epoch, $5 from moved
     ), woken as (
       insert into outbox (action, workflow, input, project_id)
       select distinct 'wake', 'publishPost', jsonb_build_object('postId', post_id), project_id from moved
     )
     select distinct post_id as id from moved order by 1`,
    [subject, from, posts.map(({ id }) => id), to, code, event],
  );
  const ids = touched.map(({ id }) => id);
  if (to === 'cancelled') await undraft(ids);
  await settlePosts(ids);
  return ids;
}

/** A draft keeps its state whatever its targets do; one that is cancelled is none any more. */
const undraft = (ids: number[]) =>
  rows(
    `update scheduled_posts set state = 'scheduled' where id = any($1::int[]) and state = 'draft'
     returning 1 as changed`,
    [ids],
  );
