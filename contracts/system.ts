import { z } from 'zod';

export const Health = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    service: z.literal('socialsyncai-api'),
    postgres: z.enum(['up', 'down']),
    temporal: z.enum(['up', 'down']),
    outbox: z
      .object({
        waiting: z.int().meta({ description: 'workflows promised, not yet with Temporal' }),
        oldest_seconds: z.number().nullable(),
        dead: z
          .int()
          .meta({ description: 'refused by Temporal ten times; tried again every quarter of an hour' }),
      })
      .nullable(),
    inbox: z
      .object({
        waiting: z.int().meta({ description: 'updates of webhooks that are not read yet' }),
        quarantined: z
          .int()
          .meta({ description: 'put aside after five failures: see /api/admin/inbox-events' }),
      })
      .nullable(),
    posts_overdue: z
      .int()
      .nullable()
      .meta({ description: 'posts that are a minute late and that nobody has begun to publish' }),
    missing_keys: z
      .array(
        z.object({
          key_id: z.string(),
          connections: z.int().meta({ description: 'how many have tokens that cannot be opened' }),
          what_to_do: z.string(),
        }),
      )
      .nullable()
      .meta({ description: 'keys that sealed tokens and are not here, as known for at most a minute' }),
  })
  .meta({ id: 'Health' });

const PlatformVersion = z.object({
  graph_api_version: z.string(),
  base_url: z.url(),
  webhook_compatible: z.boolean(),
  notes: z.string(),
});

export const Versions = z
  .object({
    whatsapp: PlatformVersion,
    instagram: PlatformVersion,
    api_info: z.object({
      socialsync_version: z.string(),
      last_updated: z.string(),
      compatibility: z.string(),
    }),
  })
  .meta({ id: 'Versions' });

export const TemporalUi = z
  .object({
    workflows_url: z.url().nullable().meta({
      description: "of all workflows; one workflow's has its encoded id behind it. Null: not configured",
    }),
  })
  .meta({ id: 'TemporalUi' });
