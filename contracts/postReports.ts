import { z } from 'zod';
import { Instant, Uuid } from './common.ts';
import { FailureAnswer } from './failureAnswer.ts';
import { PostState } from './ledger.ts';
import { PersonName } from './people.ts';
import { PostStatus } from './scheduler.ts';

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
            becomes: z
              .object({ type: z.enum(['image/jpeg', 'image/png']), width: z.int(), height: z.int() })
              .nullable()
              .meta({
                description:
                  'what it is sent as, where something is done to it, in pixels; smaller where it would have too many bytes',
              }),
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
    earlier: z.int().meta({ description: 'events before the first one here: the latest are shown' }),
    events: z.array(
      z.object({
        at: Instant,
        times: z.int().meta({ description: 'how often, where the same happened again and again' }),
        last_at: Instant.nullable().meta({ description: 'the last time, where that was not the first' }),
        kind: z.string().meta({ example: 'commit' }),
        message: z.string(),
        target: z
          .object({ id: Uuid, connection_id: Uuid.nullable(), platform: z.string(), username: z.string() })
          .nullable(),
        state: z.string().nullable().meta({ description: 'of the target, or of the post, after it' }),
        attempt: z.int().nullable().meta({ description: 'the number of the call that publishes' }),
        content_hash: z.string().nullable().meta({ description: 'of what was sent' }),
        code: z.string().nullable(),
        reason: z.string().nullable().meta({ description: 'the code, in words' }),
        platform_answer: z.string().nullable().meta({ description: 'or what else belongs to it, as text' }),
        answer: FailureAnswer.nullable().meta({ description: 'what the platform answered' }),
        by: z
          .object({ id: z.int(), username: z.string(), name: PersonName })
          .nullable()
          .meta({ description: 'null: it happened by itself' }),
      }),
    ),
  })
  .meta({ id: 'PostTimeline' });
