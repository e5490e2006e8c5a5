import { z } from 'zod';
import { line, NumericId, PageQuery, Uuid } from './common.ts';
import { PostState } from './ledger.ts';
import { PlatformParams } from './connections.ts';
import { VersionRead } from './version.ts';

const PlatformId = PlatformParams.shape.platform;
export const ImageId = z.int().min(1).max(2_147_483_647);
/** An instant as a client writes it: with its zone. */
const Moment = z.iso
  .datetime({ offset: true })
  .meta({ description: 'ISO 8601 with Z or an offset', example: '2026-12-25T10:00:00Z' });

/** The specification's four words. What is finer stands in `state`. */
export const PostStatus = z.enum(['scheduled', 'posted', 'failed', 'cancelled']);

export const PostParams = z.object({ id: NumericId });

const Caption = z
  .string()
  .max(64_000)
  .meta({ description: 'counted with the hashtags, as each platform counts' });
export const Hashtags = z.string().trim().max(4000).meta({ example: '#christmas #holiday' });
const AltText = z.string().trim().max(2000);
const FirstComment = z.string().trim().max(2200).nullable().meta({ description: 'null or empty: none' });
const VideoUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({ description: 'an MP4 that anybody can fetch; it is fetched when the post is made' });
const Options = z.record(z.string().max(60), z.string().max(1000)).meta({
  description: 'what only one platform asks for, by the names of GET /api/platforms',
  example: { title: 'Hello' },
});

const latePolicy = {
  action: z.enum(['publish', 'skip', 'ask']),
  minutes: z.int().min(1).max(10_080),
};

export const LatePolicy = z.strictObject(latePolicy).meta({
  id: 'LatePolicy',
  description:
    'what happens when it is more than so many minutes late: publish all the same, skip, or ask its owner',
});

/** What a request says of it. */
export const LatePolicyInput = z.strictObject(latePolicy).partial().meta({
  id: 'LatePolicyInput',
  description: 'what is not given stays as it is; at first, that its owner is asked after 360 minutes',
});

const MediaInput = z
  .strictObject({
    image: ImageId.optional(),
    video: Uuid.optional().meta({
      description: 'uploaded by POST /api/scheduler/videos, or of a post already',
    }),
    video_url: VideoUrl.optional(),
    alt_text: AltText.optional(),
  })
  .refine(
    ({ image, video, video_url }) =>
      [image, video, video_url].filter((given) => given !== undefined).length === 1,
    { error: 'image_or_video' },
  )
  .meta({
    id: 'PostMediaInput',
    description: 'an image of the project, or a video by its id or its address',
  });

export const UploadVideoFields = z.strictObject({}).meta({ id: 'UploadVideoFields' });

const TargetInput = z
  .strictObject({
    platform: PlatformId.optional(),
    connection_id: Uuid.optional(),
    caption: Caption.optional().meta({
      description: "instead of the post's caption, the hashtags still follow",
    }),
    first_comment: FirstComment.optional(),
    alt_texts: z
      .array(AltText.nullable())
      .max(35)
      .optional()
      .meta({ description: 'one for each of the media' }),
    options: Options.optional(),
  })
  .refine(({ platform, connection_id }) => platform !== undefined || connection_id !== undefined, {
    error: 'target_unnamed',
  })
  .meta({
    id: 'PostTargetInput',
    description: 'an account to publish to; the platform alone where it has one',
  });

const Targets = z.array(TargetInput).max(50);
const Media = z.array(MediaInput).max(35);

/** What is published, in the words of a request that makes it or changes it. */
const contents = {
  image: ImageId.nullable().optional().meta({ description: 'a validated image; none for a text alone' }),
  video_url: VideoUrl.optional(),
  media: Media.optional().meta({ description: 'several, instead of image or video_url' }),
  alt_text: AltText.optional().meta({ description: 'of image or video_url' }),
  hashtags: Hashtags.optional(),
  placement: z.enum(['feed', 'story']).optional(),
  targets: Targets.optional().meta({
    description: 'several accounts, instead of platform and connection_id',
  }),
  first_comment: FirstComment.optional().meta({
    description: 'at every target that takes one and names none; null or empty: none',
  }),
  options: Options.optional(),
  late_policy: LatePolicyInput.optional(),
};

type MediaMembers = { image?: unknown; video_url?: unknown; media?: unknown };
const oneKindOfMedia = ({ image, video_url, media }: MediaMembers) =>
  [image ?? undefined, video_url, media].filter((given) => given !== undefined).length <= 1;

export const ScheduleRequest = z
  .strictObject({
    ...contents,
    scheduled_time: Moment.optional().meta({ description: 'a draft may do without, until it is scheduled' }),
    platform: PlatformId.optional(),
    connection_id: Uuid.optional().meta({
      description: 'where the project has several accounts of the platform',
    }),
    caption: Caption,
    draft: z
      .boolean()
      .default(false)
      .meta({
        description:
          'keep it, and publish nothing until it is scheduled. It may be unfinished: without an account, without media, ' +
          'too long; `warnings` tell what still keeps it from being published',
      }),
  })
  .refine(oneKindOfMedia, { error: 'one_kind_of_media', path: ['media'] })
  .refine(({ image, video_url, alt_text }) => !alt_text || image || video_url, {
    error: 'alt_text_without_media',
    path: ['alt_text'],
  })
  .refine(({ scheduled_time, draft }) => scheduled_time !== undefined || draft, {
    error: 'required',
    path: ['scheduled_time'],
  })
  .refine(
    ({ platform, connection_id, targets, draft }) =>
      platform !== undefined || connection_id !== undefined || targets || draft,
    {
      error: 'required',
      path: ['platform'],
    },
  )
  .refine(
    ({ platform, connection_id, targets }) =>
      !targets || (platform === undefined && connection_id === undefined),
    {
      error: 'targets_or_platform',
      path: ['targets'],
    },
  )
  .meta({ id: 'SchedulePostRequest' });
export type ScheduleRequest = z.infer<typeof ScheduleRequest>;

export const ValidateQuery = z.object({
  quota: z.enum(['ask', 'skip']).default('ask').meta({
    description: 'skip: the platform is not called, for who asks again and again while somebody types',
  }),
});

export const EditPostRequest = z
  .strictObject({
    ...contents,
    scheduled_time: Moment.optional(),
    caption: Caption.optional(),
    targets: Targets.optional().meta({
      description:
        'the accounts anew: those that are not named are taken off, but for those that have gone out, and overrides ' +
        'are replaced',
    }),
    draft: z
      .boolean()
      .optional()
      .meta({
        description:
          'false schedules a draft, once it is finished; true makes a draft of what is scheduled, and nothing of it goes ' +
          'out',
      }),
    version: VersionRead,
  })
  .refine(oneKindOfMedia, { error: 'one_kind_of_media', path: ['media'] })
  .meta({ id: 'EditPostRequest' });
export type EditPostRequest = z.infer<typeof EditPostRequest>;

export const PostListQuery = PageQuery.extend({
  status: PostStatus.optional(),
  state: PostState.optional(),
  platform: PlatformId.optional(),
  scheduled_time_after: Moment.optional(),
  scheduled_time_before: Moment.optional(),
  troubled: z.enum(['true', 'false']).optional().meta({
    description: 'true: only posts with a target that waits for somebody, or failed and was not given up',
  }),
  search: line(200).optional().meta({
    description:
      "a part of the caption, the hashtags, or an account's own caption; case and accents do not matter",
  }),
});
