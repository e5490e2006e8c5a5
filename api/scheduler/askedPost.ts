import type { CurrentPost } from '../../commands/posts/editPost.ts';
import { asHashtags } from '../../contracts/postText.ts';
import type { EditPostRequest, ScheduleRequest } from '../../contracts/scheduler.ts';

/** A picture of the project by its id, or a film: by its key once that is known, else by its id. */
interface AskedMedium {
  imageId: number | null;
  videoId: string | null;
  fileKey: string | null;
  altText: string | null;
  /** Where the request names it. */
  field: string;
}

/** An account as a request names it, and what is another there. */
export interface AskedTarget {
  platform: string | null;
  connectionId: string | null;
  caption: string | null;
  /** undefined: the post's. */
  firstComment: string | null | undefined;
  altTexts: (string | null)[] | null;
  options: Record<string, string>;
  /** What stands before its members in the request: '' or 'targets.0.'. */
  prefix: string;
}

/** A post as it is asked for, before anything was looked up. */
export interface AskedPost {
  caption: string;
  hashtags: string;
  placement: 'feed' | 'story';
  /** Null: nobody has chosen one yet. */
  scheduledTime: Date | null;
  lateMinutes: number;
  lateAction: 'publish' | 'skip' | 'ask';
  media: AskedMedium[];
  /** The member of the request that media would stand in. */
  mediaField: string;
  targets: AskedTarget[];
  /** For every target that takes one, and names none. */
  firstComment: string | null;
  /** What those that the post has already keep instead, by their connection. */
  keptComments: ReadonlyMap<string, string | null>;
  options: Record<string, string>;
}

/** Stored films by the address they came from. */
export type StoredVideos = Map<string, string>;

type Contents = Omit<ScheduleRequest | EditPostRequest, 'draft'>;

export interface NamedVideo {
  url: string;
  /** Where the request names it. */
  field: string;
}

/** The films that a request brings. */
export const videosOf = ({ video_url: url, media = [] }: Contents): NamedVideo[] => [
  ...(url === undefined ? [] : [{ url, field: 'video_url' }]),
  ...media.flatMap(({ video_url: each }, index) =>
    each === undefined ? [] : [{ url: each, field: `media.${index}.video_url` }],
  ),
];

/** What POST schedule and validate ask for. */
export function askedBy(request: ScheduleRequest, videos: StoredVideos): AskedPost {
  return {
    caption: request.caption,
    hashtags: asHashtags(request.hashtags ?? ''),
    placement: request.placement ?? 'feed',
    scheduledTime: request.scheduled_time ? new Date(request.scheduled_time) : null,
    lateMinutes: request.late_policy?.minutes ?? 360,
    lateAction: request.late_policy?.action ?? 'ask',
    media: mediaOf(request, videos) ?? [],
    mediaField: mediaFieldOf(request, 0),
    targets: request.targets ? targetsOf(request.targets) : singleTarget(request),
    firstComment: request.first_comment || null,
    keptComments: new Map(),
    options: request.options ?? {},
  };
}

/**
 * What a post becomes by PATCH: members that are not given stay as they are. A first comment or options that are given
 * are the post's, as in a new one: each target takes what its platform does. What has ended stays, whatever is asked.
 */
export function revisedBy(request: EditPostRequest, current: CurrentPost, videos: StoredVideos): AskedPost {
  const { first_comment: firstComment, options, late_policy: policy } = request;
  const open = current.targets.filter(({ connectionId }) => !current.ended.includes(connectionId));
  const kept = open.map((target) => ({
    ...target,
    platform: null,
    firstComment: undefined,
    options: options === undefined ? target.options : {},
    prefix: '',
  }));
  return {
    caption: request.caption ?? current.caption,
    hashtags: request.hashtags === undefined ? current.hashtags : asHashtags(request.hashtags),
    placement: request.placement ?? current.placement,
    scheduledTime: request.scheduled_time ? new Date(request.scheduled_time) : current.scheduledTime,
    lateMinutes: policy?.minutes ?? current.lateMinutes,
    lateAction: policy?.action ?? current.lateAction,
    media: mediaOf(request, videos) ?? keptMedia(request, current),
    mediaField: mediaFieldOf(request, current.media.length),
    targets: request.targets ? targetsOf(request.targets) : kept,
    ...commentsOf(firstComment, current),
    options: options ?? {},
  };
}

/** A first comment that is given is everybody's. Else each keeps its own, and new accounts get what all others have. */
function commentsOf(
  given: string | null | undefined,
  { targets, ended }: CurrentPost,
): Pick<AskedPost, 'firstComment' | 'keptComments'> {
  const keeping = targets.filter(({ connectionId }) => given === undefined || ended.includes(connectionId));
  const keptComments = new Map(keeping.map((target) => [target.connectionId, target.firstComment]));
  if (given !== undefined) return { firstComment: given || null, keptComments };
  const [usual, another] = new Set(targets.flatMap(({ firstComment }) => firstComment ?? []));
  return { firstComment: another === undefined ? (usual ?? null) : null, keptComments };
}

function keptMedia({ alt_text: altText }: EditPostRequest, { media }: CurrentPost): AskedMedium[] {
  return media.map((medium, index) => ({
    ...medium,
    videoId: null,
    ...(altText !== undefined && index === 0 && { altText }),
    field: 'image',
  }));
}

/** Where a request has its media, or would have one; several stand in a list. */
const mediaFieldOf = ({ media, video_url: url }: Contents, kept: number): string =>
  media ? 'media' : url !== undefined ? 'video_url' : kept > 1 ? 'media' : 'image';

/** Null where the request says nothing of media. */
function mediaOf(request: Contents, videos: StoredVideos): AskedMedium[] | null {
  const { image, video_url: url, media, alt_text: altText = null } = request;
  const none = { imageId: null, videoId: null, fileKey: null, altText };
  if (media) return media.map((medium, index) => mediumOf(medium, `media.${index}.`, videos));
  if (url !== undefined) return [{ ...none, fileKey: videos.get(url) ?? null, field: 'video_url' }];
  if (image === null) return [];
  return image === undefined ? null : [{ ...none, imageId: image, field: 'image' }];
}

function mediumOf(
  { image, video, video_url: url, alt_text: altText }: NonNullable<Contents['media']>[number],
  prefix: string,
  videos: StoredVideos,
): AskedMedium {
  const none = { imageId: null, videoId: null, fileKey: null, altText: altText ?? null };
  if (image !== undefined) return { ...none, imageId: image, field: `${prefix}image` };
  if (video !== undefined) return { ...none, videoId: video, field: `${prefix}video` };
  return { ...none, fileKey: videos.get(url ?? '') ?? null, field: `${prefix}video_url` };
}

type TargetInput = NonNullable<ScheduleRequest['targets']>[number];

const targetsOf = (targets: TargetInput[]): AskedTarget[] =>
  targets.map((target, index) => ({ ...targetOf(target), prefix: `targets.${index}.` }));

/** Of a draft that names none, nothing. */
const singleTarget = ({ platform, connection_id }: ScheduleRequest): AskedTarget[] =>
  platform === undefined && connection_id === undefined
    ? []
    : [{ ...targetOf({ platform, connection_id }), prefix: '' }];

const targetOf = (target: TargetInput): Omit<AskedTarget, 'prefix'> => ({
  platform: target.platform ?? null,
  connectionId: target.connection_id ?? null,
  caption: target.caption ?? null,
  firstComment: target.first_comment === undefined ? undefined : target.first_comment || null,
  altTexts: target.alt_texts ?? null,
  options: target.options ?? {},
});
