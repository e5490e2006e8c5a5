import { conflict, notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

/** A picture of the project, or a film that was stored for the post. */
export interface NewMedia {
  kind: 'image' | 'video';
  imageId: number | null;
  fileKey: string;
  altText: string | null;
}

/** An account to publish to, and what is another there. */
export interface NewTarget {
  connectionId: string;
  caption: string | null;
  firstComment: string | null;
  altTexts: (string | null)[] | null;
  options: Record<string, string>;
}

/** What is published, where and when. */
export interface PostContents {
  caption: string;
  hashtags: string;
  placement: 'feed' | 'story';
  scheduledTime: Date;
  lateMinutes: number;
  lateAction: 'publish' | 'skip' | 'ask';
  media: NewMedia[];
  targets: NewTarget[];
}

export interface NewPost extends PostContents {
  projectId: string;
  userId: string;
  state: 'draft' | 'scheduled';
}

export interface ScheduledPost {
  id: number;
  createdAt: Date;
  /** The publications, by the connection. */
  targets: Record<string, string>;
}

/** The images and accounts of a post, held as they were judged until it stands: nobody deletes or disconnects them. */
export const heldIngredients = `
  accounts as (
    select id, platform, external_id from social_media_connections
    where project_id = $1 and id = any($2::uuid[]) and connection_status in ('active', 'error') for key share
  ), pictures as (
    select id, file_key from images
    where project_id = $1 and id = any($3::int[]) and status = 'validated' and file_key is not null for share
  )`;

/**
 * Writes the post, its media, a publication for each target, the beginning of its timeline, and the promise of its
 * workflow. One statement, so all or nothing: see insertOrder in commands/orderImages.ts.
 */
const insertPost = `
  with project as (
    select id from projects where id = $1 and deleted_at is null for share
  ), ${heldIngredients}, post as (
    insert into scheduled_posts (project_id, user_id, caption, hashtags, placement, scheduled_time, state,
      late_minutes, late_action)
    select id, $4::uuid, $5, $6, $7, $8::timestamptz, $9, $10::int, $11 from project
    where (select count(*) from accounts) = cardinality($2::uuid[])
      and (select count(*) from pictures) = cardinality($3::int[])
    returning id, created_at
  ), media as (
    insert into post_media (post_id, position, kind, image_id, file_key, alt_text)
    select post.id, m.position, m.kind, m."imageId", m."fileKey", m."altText"
    from post, jsonb_to_recordset($12::jsonb)
      as m(position int, kind text, "imageId" int, "fileKey" text, "altText" text)
  ), targets as (
    insert into publications (post_id, project_id, connection_id, platform, account_id, position, caption,
      first_comment, alt_texts, options)
    select post.id, $1, a.id, a.platform, a.external_id, t.position, t.caption, t."firstComment", t."altTexts",
      t.options
    from post, jsonb_to_recordset($13::jsonb)
      as t(position int, "connectionId" uuid, caption text, "firstComment" text, "altTexts" jsonb, options jsonb)
    join accounts a on a.id = t."connectionId"
    returning id, connection_id
  ), told as (
    insert into post_events (post_id, kind, state, actor_id) select id, 'created', $9, $4::uuid from post
  ), promise as (
    insert into outbox (action, workflow, input, project_id)
    select 'start', 'publishPost', jsonb_build_object('postId', id), $1::uuid from post where $9 = 'scheduled'
  )
  select post.id, post.created_at as "createdAt",
    (select jsonb_object_agg(connection_id, id) from targets) as targets from post`;

/**
 * Schedules a post, or keeps a draft; that it fits its platforms, its caller has judged.
 * @throws {Refusal} not_found when the project was deleted; post_changed_meanwhile when an image or account is not any
 * more what it was when it was judged.
 */
export async function schedulePost(post: NewPost): Promise<ScheduledPost> {
  const { projectId, targets, media } = post;
  const written = await row<ScheduledPost>(insertPost, [
    projectId,
    targets.map(({ connectionId }) => connectionId),
    imagesOf(media),
    ...[post.userId, post.caption, post.hashtags, post.placement, post.scheduledTime, post.state],
    ...[post.lateMinutes, post.lateAction],
    numbered(media),
    numbered(targets),
  ]);
  if (written) return written;
  const project = await row('select id from projects where id = $1 and deleted_at is null', [projectId]);
  throw project ? conflict('post_changed_meanwhile') : notFound('project');
}

/** The images among the media, each once. */
export const imagesOf = (media: NewMedia[]): number[] => [
  ...new Set(media.flatMap(({ imageId }) => (imageId === null ? [] : [imageId]))),
];

/** As records with their place in the list. */
export const numbered = (list: object[]): string =>
  JSON.stringify(list.map((item, position) => ({ ...item, position })));
