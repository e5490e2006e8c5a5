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
  /** Null: a draft whose time nobody has chosen yet. */
  scheduledTime: Date | null;
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
  /** Of the accounts that had a post with the same text, the newest such one: see findDuplicates. */
  duplicates: Record<string, number> | null;
}

/** db/migrations/0009-schedule-post.ts: all in one statement. */
const callScheduling = 'select * from schedule_post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)';

/**
 * Schedules a post, or keeps a draft; that it fits its platforms, its caller has judged.
 * @throws {Refusal} not_found when the project was deleted; post_changed_meanwhile when an image or account is not any
 * more what it was when it was judged.
 */
export async function schedulePost(post: NewPost): Promise<ScheduledPost> {
  const { projectId, targets, media } = post;
  const written = await row<ScheduledPost>(callScheduling, [
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
