import type { ConnectionReason } from '../../contracts/connections.ts';
import type { FailureAnswer } from '../../contracts/failureAnswer.ts';
import { transaction } from '../../db/connection.ts';
import { findResponsible } from '../../db/projects.ts';
import { row, rows } from '../../db/query.ts';
import { queueMail } from '../mails/queueMail.ts';

/**
 * Targets that need their owner, or disappoint them, if only by their first comment. That an account must be connected again, the connection tells
 * itself, until a post is due that waits for it.
 */
const troubled = `(p.state in ('parked', 'rejected', 'skipped')
  or p.state = 'waiting' and s.scheduled_time <= now()
  or p.state in ('planned', 'prepared') and p.problem_code in ('quota_used_up', 'held') and p.resume_at > now()
  or p.state = 'published' and p.first_comment_state in ('failed', 'unclear'))
  and p.problem_code is distinct from 'given_up'`;

/** It goes on, or is read back, by itself once its account is connected again. */
const waitsForAccount = `(p.state = 'waiting' or p.state = 'parked' and p.problem_code = 'reconnect_to_look')`;

/** What a target's trouble is called among those that were told. */
const notice = `case when p.state = 'published' then 'comment ' || p.first_comment_state
  when p.state in ('planned', 'prepared') then 'delay' else p.state end || ' ' || p.id`;

/** Targets of a post end at about the same moment: a mail waits so long for the others. */
const collectingMs = 10_000;

/**
 * Who made the post hears of it by the mail of the connection itself: that one has just stopped, and its mail names the
 * posts that wait for it.
 */
const isToldByConnection = `${waitsForAccount} and exists (
  select from social_media_connections c
  join users u on u.id = c.user_id and u.id = s.user_id and u.wants_token_notices
  join memberships m on m.user_id = u.id and m.project_id = s.project_id
  where c.id = p.connection_id and c.connection_status in ('expired', 'needs_reauth')
    and c.status_since > s.scheduled_time - interval '1 hour')`;

/**
 * Promises a mail to whoever made the post, or to the owners of a project that they have left, when a target waits for
 * them or was not published. Once for each target and trouble, however often it is called; a retry begins anew.
 * Returns whether a mail was promised.
 */
export function queuePostNotice(postId: number): Promise<boolean> {
  return transaction(async () => {
    const post = await row<{ projectId: string; userId: string; notices: string[] }>(
      `select project_id as "projectId", user_id as "userId", notices from scheduled_posts
       where id = $1 and state not in ('draft', 'cancelled') for update`,
      [postId],
    );
    if (!post) return false;
    const targets = await rows<{ id: string; notice: string; isToldByConnection: boolean }>(
      `select p.id, ${notice} as notice, ${isToldByConnection} as "isToldByConnection"
       from publications p join scheduled_posts s on s.id = p.post_id where p.post_id = $1 and ${troubled} order by p.position`,
      [postId],
    );
    const untold = targets.filter(({ notice }) => !post.notices.includes(notice));
    if (untold.length === 0) return false;
    await rows(
      `update scheduled_posts set notices = notices || $2::text[] where id = $1 returning 1 as kept`,
      [postId, untold.map(({ notice }) => notice)],
    );
    const first = untold.find((target) => !target.isToldByConnection);
    if (!first) return false;
    for (const { email, locale } of await findResponsible(post.projectId, post.userId))
      await queueMail({
        kind: 'post_notice',
        subjectId: first.id,
        recipient: email,
        locale,
        projectId: post.projectId,
        waitMs: collectingMs,
      });
    return true;
  });
}

export interface NoticedTarget {
  id: string;
  /** 'planned' and 'prepared': it waits for a quota, or until its platform wants calls again. */
  state: 'parked' | 'waiting' | 'rejected' | 'skipped' | 'published' | 'planned' | 'prepared';
  /** When it is tried again, where it waits. */
  resumeAt: Date | null;
  /** Where it is published: what became of the first comment. */
  commentState: 'failed' | 'unclear';
  postUrl: string | null;
  platform: string;
  username: string;
  problemCode: string | null;
  problemAnswer: FailureAnswer | null;
  /** Why its account needs its owner, where it does. */
  accountReason: ConnectionReason | null;
  /** What its account was allowed; null where that is not known. */
  scopes: string[] | null;
  /** A call of it had an unknown outcome: it may be there after all. */
  mayBeThere: boolean;
}

interface NoticedPost {
  postId: number;
  caption: string;
  projectName: string;
  timezone: string;
  scheduledTime: Date;
  targets: NoticedTarget[];
  /** How many of its accounts are in no trouble. */
  others: number;
}

/**
 * The post that a queued mail is about, as it says it now; null when nothing is left to be said, or another mail has
 * said it. Other mails to the same person about the post that have not gone out are needless with it, and are dropped.
 */
export function takeNotice(mailId: string): Promise<NoticedPost | null> {
  return transaction(async () => {
    const mail = await row<{ publicationId: string }>(
      `select p.id as "publicationId" from mails m join publications p on p.id = m.subject_id
       join scheduled_posts s on s.id = p.post_id where m.id = $1 for update of s`,
      [mailId],
    );
    if (!mail) return null;
    // Read once the post is held: the mail may have been dropped meanwhile.
    const queued = await row(`select 1 as queued from mails where id = $1 and status = 'queued'`, [mailId]);
    const post = queued ? await readNoticedPost(mail.publicationId) : null;
    if (post) await dropOthers(mailId, post.postId);
    return post;
  });
}

const dropOthers = (mailId: string, postId: number) =>
  rows(
    `update mails m set status = 'failed', failure = 'another mail about the post says it' from mails this
     where this.id = $1 and m.id <> $1 and m.status = 'queued' and m.kind = 'post_notice'
       and m.recipient = this.recipient and m.subject_id in (select id from publications where post_id = $2)
     returning 1 as dropped`,
    [mailId, postId],
  );

/** The post that a notice is about, with the targets that still need its owner; null when none does any more. */
async function readNoticedPost(publicationId: string): Promise<NoticedPost | null> {
  const post = await row<Omit<NoticedPost, 'targets' | 'others'> & { count: number }>(
    `select s.id as "postId", s.caption, (select count(*)::int from publications where post_id = s.id) as count, j.name as "projectName", j.timezone, s.scheduled_time as "scheduledTime"
     from publications p join scheduled_posts s on s.id = p.post_id join projects j on j.id = s.project_id
     where p.id = $1 and s.state not in ('draft', 'cancelled') and j.deleted_at is null`,
    [publicationId],
  );
  if (!post) return null;
  const targets = await rows<NoticedTarget>(
    `select p.id, p.state, p.first_comment_state as "commentState", p.platform_post_url as "postUrl", p.platform, coalesce(c.username, p.account_id) as username,
       p.problem_code as "problemCode", p.problem_answer as "problemAnswer", p.resume_at as "resumeAt", c.scopes,
       case c.connection_status when 'needs_reauth' then c.status_reason end as "accountReason",
       exists (select from post_events e where e.publication_id = p.id and e.kind = 'silence') as "mayBeThere"
     from publications p join scheduled_posts s on s.id = p.post_id
     left join social_media_connections c on c.id = p.connection_id
     where p.post_id = $1 and ${troubled} order by p.state, p.position`,
    [post.postId],
  );
  const { count, ...told } = post;
  return targets.length > 0 ? { ...told, targets, others: count - targets.length } : null;
}
