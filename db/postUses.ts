import type { PublicationState } from '../contracts/ledger.ts';
import { row, rows } from './query.ts';

export interface OpenPost {
  connectionId: string;
  postId: number;
  scheduledTime: Date;
}

/** Posts that are still to be published by connections, the soonest first. */
export const findOpenPosts = (connectionIds: string[]) =>
  rows<OpenPost>(
    `select p.connection_id as "connectionId", s.id as "postId", s.scheduled_time as "scheduledTime"
     from publications p join scheduled_posts s on s.id = p.post_id
     where p.connection_id = any($1::uuid[]) and p.state in ('planned', 'preparing', 'prepared', 'waiting')
       and s.state not in ('draft', 'cancelled')
     order by s.scheduled_time, s.id limit 5000`,
    [connectionIds],
  );

/** How many posts are still to be published by each of some connections; those without any are left out. */
export const countOpenPosts = (connectionIds: string[]) =>
  rows<{ connectionId: string; count: number }>(
    `select p.connection_id as "connectionId", count(*)::int as count
     from publications p join scheduled_posts s on s.id = p.post_id
     where p.connection_id = any($1::uuid[]) and p.state in ('planned', 'preparing', 'prepared', 'waiting')
       and s.state not in ('draft', 'cancelled')
     group by p.connection_id`,
    [connectionIds],
  );

/**
 * The recurring plans that go on publishing at connections, `limit` of each at most: those that name it, or its platform
 * without an account.
 */
export const findPlansOfConnections = (connectionIds: string[], limit: number) =>
  rows<{ connectionId: string; id: number; name: string }>(
    `select c.id as "connectionId", plan.id, plan.name from social_media_connections c
     cross join lateral (
       select r.id, r.name from recurring_schedules r
       where r.project_id = c.project_id and r.deleted_at is null and r.ended_at is null and r.is_active
         and c.platform = any(r.platforms)
         and (c.id = any(r.connection_ids) or not exists (
           select from social_media_connections o where o.id = any(r.connection_ids) and o.platform = c.platform))
       order by r.id limit $2) plan
     where c.id = any($1::uuid[]) order by plan.id`,
    [connectionIds, limit],
  );

export interface PublicationRow {
  id: string;
  postId: number;
  projectId: string;
  state: PublicationState;
  platform: string;
  username: string;
  caption: string;
}

/** One publication, of a project that is not deleted. */
export const findPublication = (publicationId: string) =>
  row<PublicationRow>(
    `select p.id, p.post_id as "postId", p.project_id as "projectId", p.state, p.platform,
       coalesce(c.username, p.account_id) as username, coalesce(p.caption, s.caption) as caption
     from publications p join scheduled_posts s on s.id = p.post_id
     join projects j on j.id = p.project_id and j.deleted_at is null
     left join social_media_connections c on c.id = p.connection_id
     where p.id = $1`,
    [publicationId],
  );

/** Posts that an image is still needed for, the soonest first: drafts, those to come, and those with a question. */
export const findPostsWithImage = (imageId: number) =>
  rows<{ id: number }>(
    `select distinct s.id, s.scheduled_time from post_media m join scheduled_posts s on s.id = m.post_id
     where m.image_id = $1 and s.state in ('draft', 'scheduled', 'publishing', 'needs_attention')
     order by s.scheduled_time, s.id limit 10`,
    [imageId],
  );

/** The posts that show an image, the latest first. */
export const findPostsShowing = (imageId: number) =>
  rows<{ id: number; state: string; scheduledTime: Date | null }>(
    `select distinct s.id, s.state, s.scheduled_time as "scheduledTime"
     from post_media m join scheduled_posts s on s.id = m.post_id
     where m.image_id = $1 order by s.scheduled_time desc, s.id desc limit 10`,
    [imageId],
  );

/** Whether a post shows an image, unless it was cancelled, or is a draft, which is judged anew before it goes out. */
export async function isUsed(imageId: number): Promise<boolean> {
  const used = await row(
    `select 1 as used from post_media m join scheduled_posts s on s.id = m.post_id
     where m.image_id = $1 and s.state not in ('draft', 'cancelled') limit 1`,
    [imageId],
  );
  return used !== undefined;
}
