import { transaction } from '../../db/connection.ts';
import { findResponsible } from '../../db/projects.ts';
import { row, rows } from '../../db/query.ts';
import { queueMail } from '../queueMail.ts';

/**
 * Targets that need their owner, or disappoint them. That an account must be connected again, the connection tells
 * itself, until a post is due that waits for it.
 */
const troubled = `(p.state in ('parked', 'rejected', 'skipped')
  or p.state = 'waiting' and s.scheduled_time <= now())
  and p.problem_code is distinct from 'given_up'`;

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
    const targets = await rows<{ id: string; notice: string }>(
      `select p.id, p.state || ' ' || p.id as notice from publications p
       join scheduled_posts s on s.id = p.post_id where p.post_id = $1 and ${troubled} order by p.position`,
      [postId],
    );
    const untold = targets.filter(({ notice }) => !post.notices.includes(notice));
    const [first] = untold;
    if (!first) return false;
    await rows(
      `update scheduled_posts set notices = notices || $2::text[] where id = $1 returning 1 as kept`,
      [postId, untold.map(({ notice }) => notice)],
    );
    for (const { email, locale } of await findResponsible(post.projectId, post.userId))
      await queueMail({
        kind: 'post_notice',
        subjectId: first.id,
        recipient: email,
        locale,
        projectId: post.projectId,
      });
    return true;
  });
}

export interface NoticedTarget {
  id: string;
  state: 'parked' | 'waiting' | 'rejected' | 'skipped';
  platform: string;
  username: string;
  problemCode: string | null;
  problemDetail: string | null;
}

export interface NoticedPost {
  postId: number;
  caption: string;
  projectName: string;
  timezone: string;
  scheduledTime: Date;
  targets: NoticedTarget[];
}

/** The post that a notice is about, with the targets that still need its owner; null when none does any more. */
export async function readNoticedPost(publicationId: string): Promise<NoticedPost | null> {
  const post = await row<Omit<NoticedPost, 'targets'>>(
    `select s.id as "postId", s.caption, j.name as "projectName", j.timezone, s.scheduled_time as "scheduledTime"
     from publications p join scheduled_posts s on s.id = p.post_id join projects j on j.id = s.project_id
     where p.id = $1 and s.state not in ('draft', 'cancelled') and j.deleted_at is null`,
    [publicationId],
  );
  if (!post) return null;
  const targets = await rows<NoticedTarget>(
    `select p.id, p.state, p.platform, coalesce(c.username, p.account_id) as username,
       p.problem_code as "problemCode", p.problem_detail as "problemDetail"
     from publications p join scheduled_posts s on s.id = p.post_id
     left join social_media_connections c on c.id = p.connection_id
     where p.post_id = $1 and ${troubled} order by p.state, p.position`,
    [post.postId],
  );
  return targets.length > 0 ? { ...post, targets } : null;
}
