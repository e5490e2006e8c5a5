import type { ReplyState } from '../contracts/instagram.ts';
import { row, rows } from './query.ts';

/** A reply to a comment, as whoever asked for it sees it. */
export interface ReplyRow {
  id: string;
  accountId: string;
  commentId: string;
  text: string;
  state: ReplyState;
  replyId: string | null;
  problemCode: string | null;
  problemDetail: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** undefined when the project has none such. */
export const findReply = (projectId: string, id: string) =>
  row<ReplyRow>(
    `select id, account_id as "accountId", comment_id as "commentId", text, state, reply_id as "replyId",
       problem_code as "problemCode", problem_detail as "problemDetail", created_at as "createdAt",
       updated_at as "updatedAt"
     from comment_replies where project_id = $1 and id = $2`,
    [projectId, id],
  );

/** Everything that writing one reply needs. */
export interface ReplySubject {
  id: string;
  platform: string;
  accountId: string;
  commentId: string;
  text: string;
  tokenEncrypted: Buffer | null;
  state: ReplyState;
  attempt: number;
  /** Since when it may stand there; null before the first request. */
  firstSentAt: Date | null;
  /** Until the last request has surely ended and its reply would be shown, in ms by the database's clock. */
  shownInMs: number;
}

/** undefined when there is none. */
export const readReplySubject = (id: string) =>
  row<ReplySubject>(
    `select id, platform, account_id as "accountId", comment_id as "commentId", text,
       token_encrypted as "tokenEncrypted", state, attempt, first_sent_at as "firstSentAt",
       coalesce(greatest(0, extract(epoch from shown_at - clock_timestamp()) * 1000), 0)::double precision
         as "shownInMs"
     from comment_replies where id = $1`,
    [id],
  );

/** Replies of ours below a comment, other than this one: they prove nothing about it. */
export async function readKnownReplies({ id, commentId, accountId }: ReplySubject): Promise<Set<string>> {
  const found = await rows<{ replyId: string }>(
    `select reply_id as "replyId" from comment_replies
     where account_id = $1 and comment_id = $2 and id <> $3 and reply_id is not null`,
    [accountId, commentId, id],
  );
  return new Set(found.map(({ replyId }) => replyId));
}
