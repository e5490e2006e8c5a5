import type { z } from 'zod';
import { postText } from '../../../contracts/postText.ts';
import type { PostDetail } from '../../../contracts/scheduledPosts.ts';
import type { EditPostRequest, LatePolicy, ScheduleRequest } from '../../../contracts/scheduler.ts';
import { instantIn, wallTimeIn, type WallTime } from '../../app/time/zones.ts';

export type Post = z.infer<typeof PostDetail>;

/** A picture of the gallery, or a film. */
export interface DraftMedium {
  kind: 'image' | 'video';
  image: number | null;
  video: string | null;
  url: string | null;
  altText: string;
  /** What its file was called, of a film that was just brought. */
  name?: string;
}

/** A picture of the gallery as a post has it. */
export const pictureOf = ({ id, image_url: url }: { id: number; image_url: string | null }): DraftMedium => ({
  ...{ kind: 'image', image: id, video: null, url, altText: '' },
});

/** What is another at one account; null: as everywhere. */
export interface DraftTarget {
  connectionId: string;
  caption: string | null;
  /** Empty: none here, whatever stands everywhere else. */
  firstComment: string | null;
  /** What a client of the API wrote for this account alone. */
  altTexts: (string | null)[] | null;
  options: Record<string, string>;
}

/** A post as somebody writes it. */
export interface Draft {
  caption: string;
  hashtags: string[];
  placement: 'feed' | 'story';
  media: DraftMedium[];
  targets: DraftTarget[];
  firstComment: string;
  /** As the clocks of the project's zone show it. */
  at: WallTime;
  /** Whether somebody chose it: it is only proposed until then, and a draft is kept without. */
  isTimeChosen: boolean;
  latePolicy: z.infer<typeof LatePolicy>;
}

const hour = 60 * 60_000;

/** An empty one, for the next full hour that leaves time to write. */
export function newDraft(zone: string, at: string | undefined, now = Date.now()): Draft {
  const nextHour = Math.ceil((now + hour) / hour) * hour;
  return {
    caption: '',
    hashtags: [],
    placement: 'feed',
    media: [],
    targets: [],
    firstComment: '',
    at: wallTimeIn(zone, at ?? nextHour),
    isTimeChosen: at !== undefined,
    latePolicy: { action: 'ask', minutes: 360 },
  };
}

export const newTarget = (connectionId: string): DraftTarget => ({
  connectionId,
  caption: null,
  firstComment: null,
  altTexts: null,
  options: {},
});

export const splitHashtags = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Whether it says and shows nothing, everywhere and at each account: then there is nothing to keep. */
export const isEmpty = ({ caption, hashtags, media, targets, firstComment }: Draft): boolean =>
  media.length + hashtags.length === 0 &&
  `${caption}${firstComment}`.trim() === '' &&
  targets.every(isEmptyAt);

const isEmptyAt = ({ caption, firstComment, options }: DraftTarget): boolean =>
  [caption, firstComment, ...Object.values(options)].every((text) => !text?.trim());

/** A post that is there, as a draft of it. */
export function draftOf(post: Post, zone: string): Draft {
  const comments = new Set(post.targets.map((target) => target.first_comment));
  const common = comments.size === 1 ? ([...comments][0] ?? null) : null;
  return {
    caption: post.caption,
    hashtags: splitHashtags(post.hashtags),
    placement: post.placement,
    media: post.media.map((medium) => ({
      kind: medium.kind,
      image: medium.image,
      video: medium.video,
      url: medium.url,
      altText: medium.alt_text ?? '',
    })),
    targets: post.targets.flatMap((target) =>
      target.connection_id === null
        ? []
        : [
            {
              connectionId: target.connection_id,
              caption: target.caption,
              firstComment: common === null ? target.first_comment : null,
              altTexts: target.alt_texts,
              options: target.options,
            },
          ],
    ),
    firstComment: common ?? '',
    at: post.scheduled_time ? wallTimeIn(zone, post.scheduled_time) : newDraft(zone, undefined).at,
    isTimeChosen: post.scheduled_time !== null,
    latePolicy: post.late_policy,
  };
}

/** Whether there is something to publish yet: not of a picture that was deleted. */
export const isThere = ({ image, video }: DraftMedium): boolean => image !== null || video !== null;

/** The text as it stands at an account. */
export const textAt = (draft: Draft, target: DraftTarget): string =>
  postText({ caption: target.caption ?? draft.caption, hashtags: draft.hashtags.join(' ') });

type Contents = Omit<z.input<typeof ScheduleRequest>, 'scheduled_time' | 'draft'>;

function contentsOf(draft: Draft): Contents {
  const firstComment = draft.firstComment.trim();
  return {
    caption: draft.caption,
    hashtags: draft.hashtags.join(' '),
    placement: draft.placement,
    media: draft.media.filter(isThere).map(({ image, video, altText }) => ({
      ...(image === null ? { video: video ?? '' } : { image }),
      ...(altText.trim() && { alt_text: altText.trim() }),
    })),
    targets: draft.targets.map(({ connectionId, caption, firstComment: own, altTexts, options }) => ({
      connection_id: connectionId,
      ...(caption !== null && { caption }),
      ...(own !== null && { first_comment: own.trim() || null }),
      ...(altTexts && { alt_texts: altTexts.slice(0, draft.media.length) }),
      ...(Object.values(options).some(Boolean) && {
        options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== '')),
      }),
    })),
    ...(firstComment && { first_comment: firstComment }),
    late_policy: draft.latePolicy,
  };
}

/** What POST schedule and validate are asked. */
export const requestOf = (draft: Draft, zone: string, isDraft: boolean): z.input<typeof ScheduleRequest> => ({
  ...contentsOf(draft),
  ...((draft.isTimeChosen || !isDraft) && { scheduled_time: timeOf(draft, zone) }),
  draft: isDraft,
});

const timeOf = ({ at }: Draft, zone: string): string => instantIn(zone, at).toISOString();

/**
 * What PATCH is asked, to make `before` to `draft`: what differs, for the rest somebody else may have changed meanwhile.
 * The accounts and the first comment go together, so that one that was emptied is emptied at each of them.
 */
export function changesOf(draft: Draft, before: Draft, zone: string): z.input<typeof EditPostRequest> {
  const { media, targets, first_comment: comment = null, ...rest } = contentsOf(draft);
  const { targets: targetsBefore, first_comment: commentBefore = null, ...restBefore } = contentsOf(before);
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const members = Object.keys(rest) as (keyof typeof rest)[];
  return {
    ...Object.fromEntries(
      members.filter((name) => !same(rest[name], restBefore[name])).map((name) => [name, rest[name]]),
    ),
    ...(!same(draft.media, before.media) && { media }),
    ...(!same([targets, comment], [targetsBefore, commentBefore]) && { targets, first_comment: comment }),
    ...(draft.isTimeChosen &&
      !(before.isTimeChosen && draft.at === before.at) && { scheduled_time: timeOf(draft, zone) }),
  };
}

export const isSame = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What somebody has changed since `before`, whole members of it. */
export const changedIn = (draft: Draft, before: Draft): Partial<Draft> =>
  Object.fromEntries(
    Object.entries(draft).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Draft]),
    ),
  );
