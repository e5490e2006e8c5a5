import { z } from 'zod';
import { Instant, line, PageQuery, pageOf } from './common.ts';

export const ImageStatus = z.enum(['pending', 'generated', 'validated', 'rejected', 'failed']);
export type ImageStatus = z.infer<typeof ImageStatus>;

export const ImageStyle = z.enum(['realistic', 'artistic', 'anime', 'digital_art']);
export type ImageStyle = z.infer<typeof ImageStyle>;

export const ImageQuality = z.enum(['standard', 'hd']);
export type ImageQuality = z.infer<typeof ImageQuality>;

export const ImageSource = z.enum(['generated', 'uploaded', 'cropped']);
export type ImageSource = z.infer<typeof ImageSource>;

/** Why a generation failed. What a person reads stands in api/messages/. */
export const FailureCode = z.enum([
  'refused_by_policy',
  'provider_rejected_key',
  'provider_unavailable',
  'unexpected',
]);
export type FailureCode = z.infer<typeof FailureCode>;

/** Why an attempt failed that is followed by another. */
export const AttemptProblem = z.enum(['rate_limited', 'provider_away', 'answer_lost']);
export type AttemptProblem = z.infer<typeof AttemptProblem>;

export const GenerationStatus = z.enum(['pending', 'completed', 'failed', 'cancelled']);
export type GenerationStatus = z.infer<typeof GenerationStatus>;

const Side = z.literal([256, 512, 1024]);

export const GenerateImageRequest = z
  .strictObject({
    prompt: z
      .string()
      .trim()
      .min(1)
      .max(4000)
      .meta({ example: 'Un coucher de soleil sur une plage tropicale' }),
    style: ImageStyle.default('realistic'),
    width: Side.default(1024),
    height: Side.default(1024),
    quality: ImageQuality.default('standard'),
    tags: z
      .array(
        line(50)
          .min(1)
          .regex(/^[^,]*$/, { error: 'tag_with_comma' }),
      )
      .max(20)
      .default([]),
    n: z
      .int()
      .min(1)
      .max(4)
      .default(1)
      .meta({ description: 'how many images, an addition to the specification' }),
  })
  .meta({ id: 'GenerateImageRequest' });
export type GenerateImageRequest = z.infer<typeof GenerateImageRequest>;

/** The fields of the form that brings an image, beside its file. */
export const UploadImageFields = z
  .strictObject({
    description: z.string().trim().max(4000).default('').meta({ description: 'what it shows' }),
    tags: z.string().trim().max(1100).default('').meta({ description: 'separated by commas, at most 20' }),
  })
  .meta({ id: 'UploadImageFields' });

const pixels = z.int().max(100_000);

export const CropRequest = z
  .strictObject({ x: pixels.min(0), y: pixels.min(0), width: pixels.min(1), height: pixels.min(1) })
  .meta({ id: 'CropImageRequest', description: 'in pixels of the image, from its upper left corner' });
export type CropRequest = z.infer<typeof CropRequest>;

const Accepted = z.object({
  id: z.int(),
  status: z.literal('pending'),
  task_id: z.string().meta({ description: "the workflow's id", example: 'generate-image/1' }),
});

export const GenerationAccepted = Accepted.extend({
  message: z.string(),
  images: z.array(Accepted).meta({ description: 'all that were asked for, the first one included' }),
}).meta({ id: 'GenerationAccepted' });

export const ImageListQuery = PageQuery.extend({
  status: ImageStatus.optional(),
  search: z.string().trim().max(200).optional(),
  tags: z
    .string()
    .trim()
    .max(1000)
    .optional()
    .meta({ description: 'tags separated by commas; an image has all of them' }),
  ordering: z
    .enum(['created_at', '-created_at', 'prompt', '-prompt'])
    .optional()
    .meta({ description: 'the newest first, unless said otherwise' }),
});

const Failure = z.object({ code: FailureCode, message: z.string() }).nullable();

export const ImageSummary = z
  .object({
    id: z.int(),
    source: ImageSource,
    prompt: z
      .string()
      .meta({ description: 'of an uploaded image: what it shows; of a cropped one, that of its source' }),
    image_url: z.url().nullable(),
    image_file: z.url().nullable(),
    thumbnail_url: z.url().nullable().meta({ description: 'at most 480 pixels wide and high' }),
    status: ImageStatus,
    style: ImageStyle.nullable().meta({ description: 'null of what was not generated, as its quality' }),
    width: z.int(),
    height: z.int(),
    quality: ImageQuality.nullable(),
    tags: z.array(z.string()),
    failure: Failure,
    created_at: Instant,
    generation_time: z.number().nullable().meta({ description: 'seconds' }),
  })
  .meta({ id: 'ImageSummary' });

export const ImagePage = pageOf(ImageSummary).meta({ id: 'ImagePage' });

export const ImageDetail = ImageSummary.extend({
  user: z.object({ id: z.int(), username: z.string() }),
  validation_notes: z.string(),
  metadata: z.record(z.string(), z.json()).meta({
    example: { model: 'gpt-image-2', provider: 'openai', size: '1024x1024', quality: 'hd', cost_usd: 0.04 },
  }),
  task_id: z.string().nullable().meta({ description: 'null of what was not generated' }),
  history: z
    .array(
      z.object({
        what: z.enum(['ordered', 'uploaded', 'cropped', 'generated', 'failed', 'validated', 'rejected']),
        at: Instant,
        who: z.string().nullable().meta({ description: 'their name; null: nobody' }),
        image: z.int().nullable().meta({ description: 'what it was cropped from, while that is there' }),
      }),
    )
    .meta({ description: 'what happened to it, the oldest first; of decisions, the last' }),
  posts: z
    .array(z.object({ id: z.int(), state: z.string(), scheduled_time: Instant.nullable() }))
    .meta({ description: 'that show it, the latest ten' }),
  progress: z
    .object({
      failed_attempts: z.int(),
      last_problem: z.object({ code: AttemptProblem, message: z.string() }).nullable(),
    })
    .nullable()
    .meta({ description: 'while the image is pending: how it goes' }),
  updated_at: Instant,
}).meta({ id: 'ImageDetail' });

export const ValidateImageRequest = z
  .strictObject({
    action: z.enum(['validate', 'reject']),
    validation_notes: z.string().trim().max(2000).optional(),
  })
  .meta({ id: 'ValidateImageRequest' });

export const ImageValidated = z
  .object({ id: z.int(), status: ImageStatus, validation_notes: z.string(), message: z.string() })
  .meta({ id: 'ImageValidated' });

export const ImageStatistics = z
  .object({
    total_images: z.int(),
    by_status: z.record(ImageStatus, z.int()),
    by_style: z.record(ImageStyle, z.int()),
    average_generation_time: z.number().meta({ description: 'seconds' }),
    total_generation_time: z.number().meta({ description: 'seconds' }),
    cost_usd: z.object({ total: z.number(), this_month: z.number() }),
    quota: z.object({ limit: z.int(), used: z.int(), resets_at: Instant }),
  })
  .meta({ id: 'ImageStatistics' });

export const GenerationHistoryItem = z
  .object({
    id: z.int(),
    image: z.int().nullable().meta({ description: 'null once the image was deleted' }),
    prompt: z.string(),
    parameters: z.record(z.string(), z.json()),
    status: GenerationStatus,
    failure: Failure,
    generation_time: z.number().nullable(),
    cost_usd: z.number().nullable(),
    created_at: Instant,
  })
  .meta({ id: 'GenerationHistoryItem' });

export const GenerationHistoryPage = pageOf(GenerationHistoryItem).meta({ id: 'GenerationHistoryPage' });

export const TagAnswer = z
  .object({ id: z.int(), name: z.string(), usage_count: z.int() })
  .meta({ id: 'Tag' });
