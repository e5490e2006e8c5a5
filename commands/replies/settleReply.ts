import { row } from '../../db/query.ts';

/** What a request that writes a reply is made under. */
export interface ReplyClaim {
  attempt: number;
}

/**
 * Takes a reply for one request: durable before it is sent, with the time at which it has surely ended and would be
 * shown. Null when somebody else sends it, or it is done.
 */
export const claimReply = async (
  id: string,
  { callMs, visibleWithinMs }: { callMs: number; visibleWithinMs: number },
): Promise<ReplyClaim | null> =>
  (await row<ReplyClaim>(
    `update comment_replies set state = 'sending', attempt = attempt + 1,
       first_sent_at = coalesce(first_sent_at, clock_timestamp()),
       shown_at = clock_timestamp() + make_interval(secs => ($2::double precision + $3) / 1000), updated_at = now()
     where id = $1 and state = 'pending' returning attempt`,
    [id, callMs, visibleWithinMs],
  )) ?? null;

/** The request of an attempt has ended, without an answer: from now on its reply would be shown in so many ms. */
export const replyUnanswered = (id: string, attempt: number, visibleWithinMs: number) =>
  row(
    `update comment_replies set shown_at = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
     where id = $1 and attempt = $2 and state = 'sending' returning 1 as noted`,
    [id, attempt, visibleWithinMs],
  );

/** The reply of an attempt is surely not there: another one may be made. */
export const reopenReply = (id: string, attempt: number) =>
  row(
    `update comment_replies set state = 'pending', updated_at = now()
     where id = $1 and attempt = $2 and state = 'sending' returning 1 as reopened`,
    [id, attempt],
  );

/** It stands there; whatever was thought of it before. */
export const keepReply = (id: string, replyId: string) =>
  row(
    `update comment_replies set state = 'sent', reply_id = $2, token_encrypted = null, problem_code = null,
       problem_detail = null, updated_at = now()
     where id = $1 and state <> 'sent' returning 1 as kept`,
    [id, replyId],
  );

/** Ends it without a reply: `failed` when surely none was written, `unclear` when nobody can know. */
export const endReply = (id: string, state: 'failed' | 'unclear', code: string, detail: string | null) =>
  row(
    `update comment_replies set state = $2, token_encrypted = null, problem_code = $3, problem_detail = $4,
       updated_at = now()
     where id = $1 and state in ('pending', 'sending') returning 1 as ended`,
    [id, state, code, detail?.slice(0, 500) ?? null],
  );

/** Ends one that could not be written for as long as anybody waits. */
export const abandonReply = (id: string) =>
  row(
    `update comment_replies set state = case state when 'pending' then 'failed' else 'unclear' end,
       token_encrypted = null, updated_at = now(),
       problem_code = case state when 'pending' then 'reply_given_up' else 'cannot_read_back' end
     where id = $1 and state in ('pending', 'sending') returning 1 as ended`,
    [id],
  );
