import { UniqueConstraintError } from 'sequelize';
import type { PublicationState } from '../../contracts/ledger.ts';
import { isInTransaction, transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { inBatches } from '../../db/inBatches.ts';
import { queuePostNotice } from '../posts/noticeOwner.ts';
import { settlePosts } from './settlePosts.ts';
import { asRecord, type Step } from './step.ts';

/** Its owner gets a mail. That an account must be connected again is told once by the connection itself. */
const isTold: PublicationState[] = ['parked', 'rejected', 'skipped'];
/** Likewise: that it waits, for hours perhaps, until the platform takes more posts, or any calls. */
const isToldBy = new Set(['quota_used_up', 'held']);

/** A token that came with a post is of no use in these any more, and is deleted. Parked ones keep it for some hours. */
const tokenless: PublicationState[] = ['published', 'rejected', 'cancelled', 'skipped'];

/**
 * Takes one step of the ledger where its table allows it, writes it into the timeline, and brings the post's own state
 * up to date, all together. A postponement that comes again is counted, and the attempt between two is not told. Returns
 * the new state, or null when the publication has moved on meanwhile, or the post that it would be stands for another
 * publication. Outside a transaction, steps of many posts that come together are written together.
 */
export const record = (step: Step): Promise<PublicationState | null> =>
  isInTransaction() ? recordAlone(step) : recordTogether(step).catch(nullWhereTaken);

function nullWhereTaken(error: unknown): null {
  if (error instanceof UniqueConstraintError) return null;
  throw error;
}

const recordTogether = inBatches((steps: Step[]) =>
  steps.length === 1 ? recordAll(steps, '') : recordFree(steps),
);

const recordAlone = async (step: Step): Promise<PublicationState | null> =>
  (await recordAll([step], ''))[0] ?? null;

/** Those whose posts nobody holds go together; the others wait for their post, each alone. */
async function recordFree(steps: Step[]) {
  const first = new Map(steps.map((step) => [step.publicationId, step] as const).reverse());
  const together = [...first.values()];
  const states = await recordAll(together, 'skip locked');
  const taken = new Map(together.map((step, place) => [step, states[place] ?? null]));
  return steps.map((step) => taken.get(step) ?? recordAlone(step));
}

/** The new state for each step, of a publication each; null where it was not taken. */
function recordAll(steps: Step[], whereLocked: '' | 'skip locked'): Promise<(PublicationState | null)[]> {
  return transaction(async () => {
    const held = await rows<{ postId: number; publicationId: string }>(
      `select s.id as "postId", p.id as "publicationId"
       from scheduled_posts s join publications p on p.post_id = s.id where p.id = any($1::uuid[])
       order by s.id for update of s ${whereLocked}`,
      [steps.map(({ publicationId }) => publicationId)],
    );
    const postOf = new Map(held.map(({ publicationId, postId }) => [publicationId, postId]));
    const states = await moveAll(steps.filter(({ publicationId }) => postOf.has(publicationId)));
    const moved = held.filter(({ publicationId }) => states.has(publicationId));
    await settlePosts([...new Set(moved.map(({ postId }) => postId))]);
    const delayed = new Set(
      steps.filter(({ code }) => isToldBy.has(code ?? '')).map(({ publicationId }) => publicationId),
    );
    for (const [publicationId, state] of states) {
      const postId = postOf.get(publicationId);
      const isTrouble = isTold.includes(state) || delayed.has(publicationId);
      if (postId !== undefined && isTrouble) await queuePostNotice(postId);
    }
    return steps.map(({ publicationId }) => states.get(publicationId) ?? null);
  });
}

/** As `record`, within a transaction that holds the post's row, and leaves its state to its caller. */
export const moveOne = async (step: Step): Promise<PublicationState | null> =>
  (await moveAll([step])).get(step.publicationId) ?? null;

/** The new states of those that moved, by publication: each has one step. */
async function moveAll(steps: Step[]): Promise<Map<string, PublicationState>> {
  if (steps.length === 0) return new Map();
  const moved = await rows<{ id: string; state: PublicationState }>(
    `with moved as (
       update publications p set
         state = w.next ->> p.state,
         state_since = case when w.next ->> p.state = p.state then p.state_since else clock_timestamp() end,
         resume_at = clock_timestamp() + make_interval(secs => w."resumeInMs" / 1000),
         attempts = coalesce(w.attempts, p.attempts),
         handle_encrypted = case when w."setsHandle" then decode(w.handle, 'base64') else p.handle_encrypted end,
         handle_until = case when w."setsHandle"
           then clock_timestamp() + make_interval(secs => w."usableForMs" / 1000) else p.handle_until end,
         handle_version = case when w."setsHandle" then w."handleVersion" else p.handle_version end,
         platform_reference = coalesce(w.reference, p.platform_reference),
         token_encrypted = case when w.next ->> p.state = any($2) then null else p.token_encrypted end,
         platform_post_id = coalesce(w."postId", p.platform_post_id),
         platform_post_url = coalesce(w."postUrl", p.platform_post_url),
         published_at = case when w."postId" is null then p.published_at
           else coalesce(p.published_at, p.commit_began_at, clock_timestamp()) end,
         first_comment_state = case when w."postId" is not null and p.first_comment is not null
           and p.first_comment_state = 'none' then 'due' else p.first_comment_state end,
         evidence_since = case when w.released or w.event = 'edited' then null else p.evidence_since end,
         released_at = case when w.released then clock_timestamp() else p.released_at end,
         commit_deadline_at = case when w."callEnded" then least(p.commit_deadline_at, clock_timestamp())
           else p.commit_deadline_at end,
         problem_code = w.code, problem_detail = w.detail, problem_answer = w.answer, updated_at = now()
       from jsonb_to_recordset($1::jsonb) as w("publicationId" uuid, event text, "from" text[], next jsonb, epoch int,
         "resumeInMs" double precision, attempts int, "setsHandle" boolean, handle text,
         "usableForMs" double precision, "handleVersion" int, reference text, "postId" text, "postUrl" text,
         released boolean, "callEnded" boolean, code text, detail text, answer jsonb, "actorId" uuid)
       where p.id = w."publicationId" and p.state = any(w."from") and (w.epoch is null or p.epoch = w.epoch)
       returning p.id, p.post_id, p.state, p.epoch, p.content_hash, w.event, w."actorId", w.code, w.detail, w.answer
     ), last as (
       select m.id, e.* from moved m, lateral (
         select e.id as "eventId", e.kind as "lastKind", e.code as "lastCode", e.epoch as "lastEpoch"
         from post_events e where e.publication_id = m.id order by e.id desc limit 1) e
       where m.event in ('prepare', 'postponed')
     ), again as (
       update post_events e set times = e.times + 1, last_at = clock_timestamp(), state = m.state, detail = m.detail,
         answer = m.answer
       from moved m join last l on l.id = m.id
       where e.id = l."eventId" and l."lastKind" = 'postponed' and m.event = 'postponed'
         and l."lastCode" is not distinct from m.code and l."lastEpoch" = m.epoch
       returning e.publication_id as id
     ), told as (
       insert into post_events (post_id, publication_id, kind, state, epoch, content_hash, actor_id, code, detail,
         answer)
       select post_id, id, event, state, epoch, content_hash, "actorId", code, detail, answer from moved m
       where not exists (select from again a where a.id = m.id)
         and not exists (select from last l where l.id = m.id and m.event = 'prepare' and l."lastKind" = 'postponed')
     )
     select id, state from moved`,
    [JSON.stringify(steps.map(asRecord)), tokenless],
  );
  return new Map(moved.map(({ id, state }) => [id, state]));
}
