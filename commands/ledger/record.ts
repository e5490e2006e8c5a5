import {
  postStateOf,
  statesBefore,
  transitions,
  type PublicationEvent,
  type PublicationState,
} from '../../contracts/ledger.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { queuePostNotice } from '../posts/noticeOwner.ts';

/** Its owner gets a mail. That an account must be connected again is told once by the connection itself. */
const isTold: PublicationState[] = ['parked', 'rejected', 'skipped'];

/** A token that came with a post is of no use in these any more, and is deleted. Parked ones keep it for some hours. */
const tokenless: PublicationState[] = ['published', 'rejected', 'cancelled', 'skipped'];

/** What is written with a step. */
interface Written {
  /** When the next step may be taken, in ms from now; at once when left out. */
  resumeInMs?: number;
  attempts?: number;
  handle?: { sealed: Buffer; usableForMs: number; version: number } | null;
  /** The platform's name of what was prepared. */
  reference?: string;
  post?: { id: string; url: string | null };
  released?: boolean;
  /** The call that publishes has ended, before its deadline. */
  callEnded?: boolean;
}

export interface Step {
  publicationId: string;
  event: PublicationEvent;
  /** Only while the publication is in this epoch: what an older call brings changes nothing. */
  epoch?: number;
  /** Only out of these states, where the event is possible in more. */
  from?: PublicationState[];
  written?: Written;
  /** Why, for people who look it up, and the platform's own words as statuses and codes. */
  code?: string;
  detail?: string;
  /** The person who asked for it; null when nobody did. */
  actorId?: string | null;
}

/**
 * Takes one step of the ledger where its table allows it, writes it into the timeline, and brings the post's own state
 * up to date, all together. Returns the new state, or null when the publication has moved on meanwhile.
 */
export function record(step: Step): Promise<PublicationState | null> {
  return transaction(async () => {
    const post = await row<{ id: number }>(
      `select s.id from scheduled_posts s join publications p on p.post_id = s.id where p.id = $1 for update of s`,
      [step.publicationId],
    );
    if (!post) return null;
    const state = await moveOne(step);
    if (state) await settlePost(post.id);
    if (state && isTold.includes(state)) await queuePostNotice(post.id);
    return state;
  });
}

/** As `record`, within a transaction that holds the post's row, and leaves its state to its caller. */
export async function moveOne(step: Step): Promise<PublicationState | null> {
  const { publicationId, event, epoch = null, written = {}, code = null, detail = null } = step;
  const from = step.from ?? statesBefore(event);
  const next = Object.fromEntries(from.map((state) => [state, transitions[state][event] ?? state]));
  const { handle, post } = written;
  const moved = await row<{ state: PublicationState }>(
    `with moved as (
       update publications p set
         state = $2::jsonb ->> p.state,
         state_since = case when $2::jsonb ->> p.state = p.state then p.state_since else clock_timestamp() end,
         resume_at = clock_timestamp() + make_interval(secs => $4::double precision / 1000),
         attempts = coalesce($5, p.attempts),
         handle_encrypted = case when $6 then $7 else p.handle_encrypted end,
         handle_until = case when $6 then clock_timestamp() + make_interval(secs => $8::double precision / 1000)
           else p.handle_until end,
         handle_version = case when $6 then $9 else p.handle_version end,
         platform_reference = coalesce($19, p.platform_reference),
         token_encrypted = case when $2::jsonb ->> p.state = any($20) then null else p.token_encrypted end,
         platform_post_id = coalesce($10, p.platform_post_id),
         platform_post_url = coalesce($11, p.platform_post_url),
         published_at = case when $10::text is null then p.published_at
           else coalesce(p.published_at, p.commit_began_at, clock_timestamp()) end,
         first_comment_state = case when $10::text is not null and p.first_comment is not null
           and p.first_comment_state = 'none' then 'due' else p.first_comment_state end,
         evidence_since = case when $12 or $16 = 'edited' then null else p.evidence_since end,
         released_at = case when $12 then clock_timestamp() else p.released_at end,
         commit_deadline_at = case when $18 then least(p.commit_deadline_at, clock_timestamp())
           else p.commit_deadline_at end,
         problem_code = $13, problem_detail = $14, updated_at = now()
       where p.id = $1 and p.state = any($15) and ($3::int is null or p.epoch = $3)
       returning p.id, p.post_id, p.state, p.epoch, p.content_hash
     ), told as (
       insert into post_events (post_id, publication_id, kind, state, epoch, content_hash, actor_id, code, detail)
       select post_id, id, $16, state, epoch, content_hash, $17, $13, $14 from moved
     )
     select state from moved`,
    [
      publicationId,
      JSON.stringify(next),
      epoch,
      written.resumeInMs ?? null,
      written.attempts ?? null,
      handle !== undefined,
      handle?.sealed ?? null,
      handle?.usableForMs ?? null,
      handle?.version ?? null,
      post?.id ?? null,
      post?.url ?? null,
      written.released ?? false,
      code,
      detail?.slice(0, 500) ?? null,
      from,
      event,
      step.actorId ?? null,
      written.callEnded ?? false,
      written.reference ?? null,
      tokenless,
    ],
  );
  return moved?.state ?? null;
}

/** Brings a post's state up to date with its publications', in the surrounding transaction. A draft stays one. */
export async function settlePost(postId: number): Promise<void> {
  const found = await rows<{ state: PublicationState }>(
    `select p.state from publications p join scheduled_posts s on s.id = p.post_id
     where s.id = $1 and s.state <> 'draft'`,
    [postId],
  );
  if (found.length === 0) return;
  const state = postStateOf(found.map((publication) => publication.state));
  await rows(
    `update scheduled_posts set state = $2, updated_at = now(),
       posted_at = case when $2 in ('posted', 'partly_posted')
         then (select max(published_at) from publications where post_id = $1) else posted_at end
     where id = $1 and state <> $2 returning 1 as settled`,
    [postId, state],
  );
}
