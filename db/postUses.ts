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

/** Whether a post shows an image, unless it was cancelled. */
export async function isUsed(imageId: number): Promise<boolean> {
  const used = await row(
    `select 1 as used from post_media m join scheduled_posts s on s.id = m.post_id
     where m.image_id = $1 and s.state <> 'cancelled' limit 1`,
    [imageId],
  );
  return used !== undefined;
}
