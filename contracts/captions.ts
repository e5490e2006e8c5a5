import { z } from 'zod';
import { Instant, line, Uuid } from './common.ts';
import { PlatformParams } from './connections.ts';
import { FailureCode } from './images.ts';
import { Hashtags, ImageId } from './scheduler.ts';

const Language = z.enum(['fr', 'en']);

/** What a caption is to be about, and how it is to be written. */
export interface CaptionWish {
  subject: string;
  tags: string[];
  /** It is short enough for each of them. */
  platforms: string[];
  /** Follow the caption, so they count against the platforms' limits. */
  hashtags: string;
  language: z.infer<typeof Language>;
  /** How it sounds, and what it should say; empty: as the model likes. */
  tone: string;
  hints: string;
}

export const CaptionParams = z.object({ id: Uuid });

export const CaptionRequest = z
  .strictObject({
    image: ImageId.optional().meta({
      description: 'the caption is about what it shows, by its prompt and tags',
    }),
    prompt: z
      .string()
      .trim()
      .max(4000)
      .optional()
      .meta({ description: 'what it is about, in place of an image or beside one' }),
    platforms: z
      .array(PlatformParams.shape.platform)
      .max(20)
      .default([])
      .meta({ description: 'it is short enough for each of them' }),
    language: Language.optional().meta({ description: "the request's, unless said" }),
    hashtags: Hashtags.optional().meta({ description: 'that the post has already: they count' }),
    tone: line(100).optional().meta({ example: 'warm, a little funny' }),
    hints: z.string().trim().max(1000).optional().meta({ example: 'Ten percent off until Sunday' }),
  })
  .refine(({ image, prompt }) => image !== undefined || prompt, { error: 'image_or_prompt', path: ['image'] })
  .meta({ id: 'CaptionRequest' });

export const CaptionState = z.enum(['pending', 'written', 'failed']);

export const CaptionAnswer = z
  .object({
    id: Uuid,
    status: CaptionState,
    caption: z.string().nullable().meta({ description: 'null until it is written' }),
    hashtags: z
      .string()
      .meta({ description: 'that go with it, at most five', example: '#christmas #holiday' }),
    language: Language,
    problem: z
      .object({ code: FailureCode, message: z.string() })
      .nullable()
      .meta({ description: 'why none was written' }),
    caption_url: z.url().meta({ description: 'where to look how it ends' }),
    created_at: Instant,
  })
  .meta({ id: 'Caption' });
