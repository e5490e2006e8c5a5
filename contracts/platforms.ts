import { z } from 'zod';

export const PlatformAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    configuration: z
      .string()
      .meta({ description: '"configured", "sandbox", or "missing" and the variables that are not set' }),
    connectable: z.boolean(),
    capabilities: z
      .array(z.string())
      .meta({ example: ['insights', 'publish', 'comments', 'messages', 'refresh', 'revoke'] }),
    limits: z.object({
      caption: z.int(),
      hashtags: z.int().nullable(),
      calls_per_account: z.object({ calls: z.int(), seconds: z.int() }),
    }),
    publishing: z
      .object({
        media: z.object({
          minimum: z.int().meta({ description: '0: a text alone will do' }),
          maximum: z.int(),
          kinds: z.array(z.enum(['image', 'video'])),
        }),
        image: z
          .object({
            type: z.string(),
            maximum_bytes: z.int(),
            maximum_side: z.int().meta({ description: 'pixels' }),
            ratio: z.object({ minimum: z.number(), maximum: z.number() }).nullable(),
          })
          .meta({ description: 'what pictures are made into; others are padded, never cut' }),
        text: z.object({ maximum: z.int(), hashtags: z.int().nullable() }),
        options: z.record(
          z.string(),
          z.object({ required: z.boolean(), maximum: z.int(), default: z.string().nullable() }),
        ),
        placements: z.array(z.enum(['feed', 'story'])),
        first_comment: z.boolean(),
        alt_text: z.boolean(),
      })
      .nullable()
      .meta({ description: 'what it takes of a post; null: nothing can be published there' }),
    scopes: z.array(z.string()),
  })
  .meta({ id: 'Platform' });
