import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { queuePostNotice } from '../posts/noticeOwner.ts';

/** The whole request that writes a comment, to the last byte of its answer. */
export const commentCallMs = 30_000;

/** How far the first comment of a publication is. */
export interface FirstComment {
  state: 'none' | 'due' | 'writing' | 'done' | 'failed' | 'unclear';
  attempt: number;
  /** Since when it may stand there; null before the first request. */
  sentAt: Date | null;
  /** Until the last request has surely ended and its comment would be shown, in ms by the database's clock. */
  shownInMs: number;
}

/** undefined when the publication is gone. */
export const readFirstComment = (publicationId: string) =>
  row<FirstComment>(
    `select first_comment_state as state, first_comment_attempt as attempt, first_comment_sent_at as "sentAt",
       coalesce(greatest(0, extract(epoch from first_comment_shown_at - clock_timestamp()) * 1000), 0)::double precision
         as "shownInMs"
     from publications where id = $1`,
    [publicationId],
  );

/**
 * Takes a first comment for one request: durable before it is sent. Null when somebody else sends it, or nothing is to
 * be written.
 */
export const claimComment = async (
  publicationId: string,
  visibleWithinMs: number,
): Promise<{ attempt: number } | null> =>
  (await row<{ attempt: number }>(
    `update publications set first_comment_state = 'writing', first_comment_attempt = first_comment_attempt + 1,
       first_comment_sent_at = coalesce(first_comment_sent_at, clock_timestamp()),
       first_comment_shown_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
     where id = $1 and state = 'published' and first_comment_state = 'due' returning first_comment_attempt as attempt`,
    [publicationId, commentCallMs + visibleWithinMs],
  )) ?? null;

/** The request of an attempt has ended, without an answer: from now on its comment would be shown in so many ms. */
export const commentUnanswered = (publicationId: string, attempt: number, visibleWithinMs: number) =>
  row(
    `update publications
     set first_comment_shown_at = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
     where id = $1 and first_comment_attempt = $2 and first_comment_state = 'writing' returning 1 as noted`,
    [publicationId, attempt, visibleWithinMs],
  );

/** The comment of an attempt is surely not there: another one may be made. */
export const reopenComment = (publicationId: string, attempt: number) =>
  row(
    `update publications set first_comment_state = 'due'
     where id = $1 and first_comment_attempt = $2 and first_comment_state = 'writing' returning 1 as reopened`,
    [publicationId, attempt],
  );

/** It stands there; whatever was thought of it before. */
export const keepComment = (publicationId: string, commentId: string) =>
  settle(`'done', first_comment_id = $3`, `first_comment_state <> 'done'`, [publicationId, null, commentId]);

/** The request of an attempt was refused: none is written, and the post's owner is told. */
export const refuseComment = (publicationId: string, attempt: number, code: string) =>
  settleAndTell(`'failed'`, `first_comment_attempt = $3 and first_comment_state = 'writing'`, [
    publicationId,
    code,
    attempt,
  ]);

/** Ends what waits: failed where surely none was written, unclear where a request may have. The owner is told. */
export const endComment = (publicationId: string, code: string) =>
  settleAndTell(
    `case first_comment_state when 'due' then 'failed' else 'unclear' end`,
    `first_comment_state in ('due', 'writing')`,
    [publicationId, code],
  );

/** Has a comment that failed written after all. Returns whether one had, under a post that we know the id of. */
export async function retryComment(publicationId: string, actorId: string | null): Promise<boolean> {
  const retried = await rows(
    `with retried as (
       update publications set first_comment_state = 'due', first_comment_sent_at = null
       where id = $1 and state = 'published' and first_comment_state = 'failed' and first_comment is not null
         and platform_post_id is not null
       returning id, post_id
     ), untold as (
       update scheduled_posts s set notices = array_remove(notices, 'comment failed ' || $1::text) from retried
       where s.id = retried.post_id
     )
     insert into post_events (post_id, publication_id, kind, actor_id)
     select post_id, id, 'commentRetry', $2::uuid from retried returning 1 as told`,
    [publicationId, actorId],
  );
  return retried.length > 0;
}

/** As `settle`, with a mail to the owner. Whatever changes a post holds it first: so does this. */
const settleAndTell = (state: string, condition: string, parameters: [string, ...unknown[]]) =>
  transaction(async () => {
    const post = await row<{ id: number }>(
      `select s.id from scheduled_posts s join publications p on p.post_id = s.id where p.id = $1 for update of s`,
      parameters.slice(0, 1),
    );
    const told = await settle(state, condition, parameters);
    if (post && told.length > 0) await queuePostNotice(post.id);
  });

/** The end of the first comment of a publication ($1), and its line in the timeline, with a code ($2). */
const settle = (state: string, condition: string, parameters: unknown[]) =>
  rows(
    `with settled as (
       update publications set first_comment_state = ${state} where id = $1 and ${condition}
       returning id, post_id, first_comment_state)
     insert into post_events (post_id, publication_id, kind, code)
     select post_id, id, case first_comment_state when 'done' then 'commented' when 'failed' then 'commentFailed'
       else 'commentUnclear' end, $2 from settled
     returning 1 as told`,
    parameters,
  );
