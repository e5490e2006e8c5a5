import { z } from 'zod';
import { Instant, pageOf, Uuid } from './common.ts';
import { FailureAnswer } from './failureAnswer.ts';
import { PostState, PublicationState } from './ledger.ts';
import { PersonName } from './people.ts';
import { LatePolicy, PostStatus } from './scheduler.ts';
import { Version } from './version.ts';

const Problem = z
  .object({
    code: z.string(),
    message: z.string(),
    detail: z.string().nullable(),
    answer: FailureAnswer.nullable().meta({ description: 'what the platform answered' }),
  })
  .nullable()
  .meta({
    description:
      "why it is not published, with the platform's own answer where there is one; of one that is published, what " +
      'became of its first comment, where that is not there or may not be',
  });

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
    first_comment_state: z.enum(['none', 'due', 'writing', 'done', 'failed', 'unclear']).meta({
      description: 'unclear: the platform did not answer, and it may stand there; it is not written again',
    }),
    alt_texts: z.array(z.string().nullable()).nullable(),
    options: z.record(z.string(), z.string()),
    posted_at: Instant.nullable(),
    platform_post_id: z.string().nullable(),
    platform_post_url: z.string().nullable(),
    next_attempt_at: Instant.nullable().meta({
      description: 'when it is tried again, or looked for again; null where nothing is waited for',
    }),
    problem: Problem,
    may_be_there: z.boolean().meta({
      description:
        'it was refused, but an earlier call of it was never answered: whoever sees it there can say so by resolve, ' +
        'with the verdict published',
    }),
  })
  .meta({ id: 'PostTarget' });

const MediaAnswer = z
  .object({
    kind: z.enum(['image', 'video']),
    image: z.int().nullable().meta({ description: 'null for a video, and once the image was deleted' }),
    video: Uuid.nullable().meta({ description: 'null for an image' }),
    url: z.url().nullable().meta({ description: 'of an image, while it is there' }),
    alt_text: z.string().nullable(),
  })
  .meta({ id: 'PostMedia' });

export const UploadedVideo = z
  .object({
    id: Uuid.meta({ description: 'for `media` of a post: {"video": id}' }),
    size: z.int().meta({ description: 'bytes' }),
    created_at: Instant,
  })
  .meta({ id: 'UploadedVideo' });

const Warning = z.object({
  code: z.string(),
  message: z.string(),
  target: Uuid.nullable().meta({ description: 'the connection that it is about' }),
});

export const PostSummary = z
  .object({
    id: z.int(),
    image: z
      .object({ id: z.int(), image_url: z.url(), thumbnail_url: z.url() })
      .nullable()
      .meta({ description: 'the first one' }),
    scheduled_time: Instant.nullable().meta({ description: 'null: a draft whose time is not chosen yet' }),
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
  user: z.object({ id: z.int(), username: z.string(), name: PersonName }),
  image: z
    .object({ id: z.int(), prompt: z.string(), image_url: z.url(), thumbnail_url: z.url() })
    .nullable()
    .meta({ description: 'the first one' }),
  posted_at: Instant.nullable(),
  platform_post_id: z.string().nullable().meta({ description: 'of the first target that is live' }),
  platform_post_url: z.string().nullable(),
  metadata: z.record(z.string(), z.json()),
  updated_at: Instant,
  taken_back: z
    .object({ state: z.enum(['draft', 'scheduled']), scheduled_time: Instant.nullable() })
    .nullable()
    .meta({
      description:
        'what it was before somebody had it published now, and by take-back is again; null where nobody had',
    }),
  version: Version,
}).meta({ id: 'PostDetail' });

export const PostEdited = PostDetail.extend({ warnings: z.array(Warning) }).meta({ id: 'EditedPost' });

export const PostCancelled = z
  .object({ id: z.int(), status: PostStatus, state: PostState, message: z.string() })
  .meta({ id: 'PostCancelled' });
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
    scheduled_time: Instant.nullable().meta({ description: 'null: it was taken back meanwhile' }),
    post_url: z.url().meta({ description: 'where to look how it ends' }),
    message: z.string(),
  })
  .meta({ id: 'PublishingNow' });
