import { z } from 'zod';
import { Instant, NumericId, PageQuery, pageOf, Uuid } from './common.ts';
import { PostState, PublicationState } from './ledger.ts';
import { PlatformParams } from './connections.ts';

const PlatformId = PlatformParams.shape.platform;
const ImageId = z.int().min(1).max(2_147_483_647);
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
const Hashtags = z.string().trim().max(4000).meta({ example: '#christmas #holiday' });
const AltText = z.string().trim().max(2000);
const FirstComment = z.string().trim().min(1).max(2200);
const VideoUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .meta({ description: 'an MP4 that anybody can fetch; it is fetched when the post is made' });
const Options = z.record(z.string().max(60), z.string().max(1000)).meta({
  description: 'what only one platform asks for, by the names of GET /api/platforms',
  example: { title: 'Hello' },
});

const LatePolicy = z
  .strictObject({
    action: z.enum(['publish', 'skip', 'ask']),
    minutes: z.int().min(1).max(10_080).default(360),
  })
  .meta({
    id: 'LatePolicy',
    description:
      'what happens when it is more than so many minutes late: publish all the same, skip, or ask its owner',
  });

const MediaInput = z
  .strictObject({ image: ImageId.optional(), video_url: VideoUrl.optional(), alt_text: AltText.optional() })
  .refine(({ image, video_url }) => (image === undefined) !== (video_url === undefined), {
    error: 'image_or_video',
  })
  .meta({ id: 'PostMediaInput', description: 'an image of the project, or a video by its address' });

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

const Targets = z.array(TargetInput).min(1).max(50);
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
  first_comment: FirstComment.optional().meta({ description: 'at every target that takes one' }),
  options: Options.optional(),
  late_policy: LatePolicy.optional(),
};

type MediaMembers = { image?: unknown; video_url?: unknown; media?: unknown };
const oneKindOfMedia = ({ image, video_url, media }: MediaMembers) =>
  [image ?? undefined, video_url, media].filter((given) => given !== undefined).length <= 1;

export const ScheduleRequest = z
  .strictObject({
    ...contents,
    scheduled_time: Moment,
    platform: PlatformId.optional(),
    connection_id: Uuid.optional().meta({
      description: 'where the project has several accounts of the platform',
    }),
    caption: Caption,
    draft: z
      .boolean()
      .default(false)
      .meta({ description: 'keep it, and publish nothing until it is scheduled' }),
  })
  .refine(oneKindOfMedia, { error: 'one_kind_of_media', path: ['media'] })
  .refine(
    ({ platform, connection_id, targets }) =>
      platform !== undefined || connection_id !== undefined || targets,
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

export const EditPostRequest = z
  .strictObject({
    ...contents,
    scheduled_time: Moment.optional(),
    caption: Caption.optional(),
    targets: Targets.optional().meta({
      description: 'the accounts anew: those that are not named are taken off, and overrides are replaced',
    }),
    draft: z.literal(false).optional().meta({ description: 'schedules a draft' }),
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
});

const Problem = z
  .object({ code: z.string(), message: z.string(), detail: z.string().nullable() })
  .nullable()
  .meta({ description: "why it is not published, with the platform's own answer where there is one" });

const Target = z
  .object({
    id: Uuid.meta({ description: 'of the publication: one post at one account' }),
    connection_id: Uuid.nullable(),
    platform: z.string(),
    username: z.string(),
    state: PublicationState,
    state_since: Instant,
    caption: z.string().nullable().meta({ description: "null where it is the post's" }),
    first_comment: z.string().nullable(),
    first_comment_state: z.enum(['none', 'due', 'done', 'failed']),
    alt_texts: z.array(z.string().nullable()).nullable(),
    options: z.record(z.string(), z.string()),
    posted_at: Instant.nullable(),
    platform_post_id: z.string().nullable(),
    platform_post_url: z.string().nullable(),
    problem: Problem,
  })
  .meta({ id: 'PostTarget' });

const MediaAnswer = z
  .object({
    kind: z.enum(['image', 'video']),
    image: z.int().nullable().meta({ description: 'null for a video, and once the image was deleted' }),
    url: z.url().nullable().meta({ description: 'of an image, while it is there' }),
    alt_text: z.string().nullable(),
  })
  .meta({ id: 'PostMedia' });

const Warning = z.object({
  code: z.string(),
  message: z.string(),
  target: Uuid.nullable().meta({ description: 'the connection that it is about' }),
});

export const PostSummary = z
  .object({
    id: z.int(),
    image: z.object({ id: z.int(), image_url: z.url() }).nullable().meta({ description: 'the first one' }),
    scheduled_time: Instant,
    platform: z.string().meta({ description: 'of the first target' }),
    caption: z.string(),
    hashtags: z.string(),
    status: PostStatus,
    state: PostState,
    placement: z.enum(['feed', 'story']),
    media: z.array(MediaAnswer),
    targets: z.array(Target),
    late_policy: LatePolicy,
    created_at: Instant,
  })
  .meta({ id: 'Post' });

export const PostCreated = PostSummary.extend({
  warnings: z.array(Warning).meta({ description: 'what may still keep it from being published' }),
}).meta({ id: 'ScheduledPost' });

export const PostPage = pageOf(PostSummary).meta({ id: 'PostPage' });

export const PostDetail = PostSummary.extend({
  user: z.object({ id: z.int(), username: z.string() }),
  image: z
    .object({ id: z.int(), prompt: z.string(), image_url: z.url() })
    .nullable()
    .meta({ description: 'the first one' }),
  posted_at: Instant.nullable(),
  platform_post_id: z.string().nullable().meta({ description: 'of the first target that is live' }),
  platform_post_url: z.string().nullable(),
  metadata: z.record(z.string(), z.json()),
  updated_at: Instant,
}).meta({ id: 'PostDetail' });

export const PostEdited = PostDetail.extend({ warnings: z.array(Warning) }).meta({ id: 'EditedPost' });

export const PostCancelled = z
  .object({ id: z.int(), status: PostStatus, state: PostState, message: z.string() })
  .meta({ id: 'PostCancelled' });

export const PublishNowRequest = z
  .strictObject({
    undo_seconds: z
      .int()
      .min(0)
      .max(60)
      .default(0)
      .meta({ description: 'wait so long, in which it can still be cancelled' }),
  })
  .optional()
  .meta({ id: 'PublishNowRequest' });

export const PublishNowAnswer = z
  .object({
    id: z.int(),
    status: PostStatus.meta({ description: 'failed is told here, too: message says why' }),
    state: PostState,
    posted_at: Instant.nullable(),
    platform_post_url: z.string().nullable(),
    targets: z.array(Target),
    message: z.string(),
  })
  .meta({ id: 'PublishedNow' });

export const PublishingAnswer = z
  .object({
    id: z.int(),
    status: PostStatus,
    state: PostState,
    scheduled_time: Instant,
    post_url: z.url().meta({ description: 'where to look how it ends' }),
    message: z.string(),
  })
  .meta({ id: 'PublishingNow' });

export const PostStatistics = z
  .object({
    total_posts: z.int(),
    by_status: z.record(PostStatus, z.int()),
    by_state: z.record(PostState, z.int()),
    by_platform: z.record(z.string(), z.int()).meta({
      description: 'a post to two platforms counts at both',
      example: { instagram: 25, facebook: 15 },
    }),
    upcoming_posts: z.int().meta({ description: 'scheduled, and their time is still to come' }),
    posts_this_week: z.int().meta({
      description: "by their time, in the project's zone, from Monday on; no drafts, none cancelled",
    }),
    posts_this_month: z.int(),
  })
  .meta({ id: 'PostStatistics' });

const Finding = z.object({
  field: z.string(),
  code: z.string(),
  message: z.string(),
  target: z.int().nullable().meta({ description: 'the index of the target in the answer; null: the post' }),
});

export const ValidationAnswer = z
  .object({
    valid: z.boolean().meta({ description: 'it would be accepted' }),
    errors: z.array(Finding),
    warnings: z.array(Finding),
    targets: z.array(
      z.object({
        platform: z.string(),
        connection_id: Uuid.nullable(),
        username: z.string().nullable(),
        text: z.string().meta({ description: 'as it would stand there' }),
        characters: z.object({ used: z.int(), limit: z.int() }).nullable(),
        hashtags: z.object({ used: z.int(), limit: z.int().nullable() }).nullable(),
        first_comment: z.string().nullable(),
        options: z.record(z.string(), z.string()),
        media: z.array(
          z.object({
            kind: z.enum(['image', 'video']),
            image: z.int().nullable(),
            alt_text: z.string().nullable(),
            changes: z.array(z.string()).meta({ description: 'what is done to the file for this platform' }),
          }),
        ),
        token: z
          .object({
            works_then: z.boolean(),
            status: z.string(),
            fails_at: Instant.nullable(),
          })
          .nullable()
          .meta({ description: 'whether its access still works at that time, as far as is known' }),
        quota: z
          .object({ used: z.int(), limit: z.int() })
          .nullable()
          .meta({ description: 'asked of the platform now; null where it tells none' }),
        quota_reason: z
          .enum(['not_told', 'not_asked', 'not_answered'])
          .nullable()
          .meta({ description: 'why quota is null' }),
        duplicate_of: z.int().nullable().meta({
          description: 'a post of the last 30 days, or to come, with the same text at this account',
        }),
      }),
    ),
  })
  .meta({ id: 'PostValidation' });

export const PostTimeline = z
  .object({
    id: z.int(),
    state: PostState,
    events: z.array(
      z.object({
        at: Instant,
        kind: z.string().meta({ example: 'commit' }),
        message: z.string(),
        target: z
          .object({ id: Uuid, connection_id: Uuid.nullable(), platform: z.string(), username: z.string() })
          .nullable(),
        state: z.string().nullable().meta({ description: 'of the target, or of the post, after it' }),
        attempt: z.int().nullable().meta({ description: 'the number of the call that publishes' }),
        content_hash: z.string().nullable().meta({ description: 'of what was sent' }),
        code: z.string().nullable(),
        platform_answer: z.string().nullable(),
        by: z
          .object({ id: z.int(), username: z.string() })
          .nullable()
          .meta({ description: 'null: it happened by itself' }),
      }),
    ),
  })
  .meta({ id: 'PostTimeline' });

const TargetReference = Uuid.meta({ description: 'its id, or the id of its connection' });

export const ResolveRequest = z
  .strictObject({
    target: TargetReference,
    verdict: z.enum(['published', 'post_again', 'give_up']),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional()
      .meta({ description: 'where the post stands; needed for "published"' }),
  })
  .refine(({ verdict, url }) => verdict !== 'published' || url !== undefined, {
    error: 'required',
    path: ['url'],
  })
  .meta({ id: 'ResolvePostRequest' });

export const RetryRequest = z.strictObject({ target: TargetReference }).meta({ id: 'RetryPostRequest' });

/** The form with which somebody says where a post stands. */
export const PostAddressForm = z.object({
  url: z
    .string()
    .trim()
    .pipe(z.url({ protocol: /^https?$/ }).max(2000)),
});
