import { z } from 'zod';
import { Instant, line, PageQuery, pageOf, Uuid } from './common.ts';
import { PlatformParams } from './connections.ts';
import { jobNames } from './jobs.ts';

/** One that there is not is 404, as everything in a path. */
export const JobParams = z.object({ job: z.string().meta({ enum: jobNames }) });

const JobRun = z
  .object({
    started_at: Instant,
    ended_at: Instant.nullable().meta({ description: 'null while it works' }),
    state: z.enum(['running', 'completed', 'failed', 'cancelled', 'terminated', 'timed_out']),
    counts: z
      .record(z.string(), z.int())
      .nullable()
      .meta({
        description:
          'what came of it: `done` of a job that counts one thing; of one that goes through connections `success`, ' +
          '`partial`, `failed`, `skipped`, `fresh` and `gone`. Null where it counts nothing or has not ended well',
      }),
    problem: z.string().nullable().meta({ description: 'why it failed' }),
  })
  .meta({ id: 'JobRun' });

export const Job = z
  .object({
    name: z.enum(jobNames),
    workflow_id: z.string().meta({ description: 'its name in Temporal, of its Schedule as well' }),
    description: z.string().meta({ description: 'when it runs and what it does' }),
    state: z.enum(['active', 'paused', 'missing']).meta({
      description: 'missing: Temporal has no Schedule of it, as before a worker has run for the first time',
    }),
    paused_because: z.string().nullable().meta({ description: 'what whoever paused it noted' }),
    next_run_at: Instant.nullable().meta({
      description: 'null while it is paused; it starts up to five minutes later, at random',
    }),
    last_run_at: Instant.nullable(),
    runs: z.array(JobRun).meta({
      description:
        'the latest three, as long as Temporal keeps them, by the timetable or by hand; latest first',
    }),
  })
  .meta({ id: 'Job' });

export const JobList = z.object({ jobs: z.array(Job) }).meta({ id: 'JobList' });

export const PauseJob = z
  .strictObject({
    reason: line(200).default('').meta({ description: 'for whoever sees it paused, here or in Temporal' }),
  })
  .meta({ id: 'PauseJob' });

export const RefreshTokensQuery = z.object({
  days_before: z.coerce
    .number<string>()
    .int()
    .min(0)
    .max(365)
    .default(7)
    .meta({ description: 'refresh tokens that expire within so many days' }),
});

/** Everything is said in the query: a body that says something else is refused rather than passed over. */
export const RefreshTokensRequest = z.strictObject({}).meta({ id: 'RefreshTokensRequest' });

export const JobAccepted = z
  .object({ message: z.string(), task_id: z.string().meta({ description: "the workflow's id" }) })
  .meta({ id: 'JobAccepted' });

const SyncLogStatus = z.enum(['success', 'partial', 'failed', 'skipped']);
export type SyncLogStatus = z.infer<typeof SyncLogStatus>;

export const SyncLogQuery = PageQuery.extend({
  status: SyncLogStatus.optional(),
  platform: PlatformParams.shape.platform.optional(),
});

export const SyncLogPage = pageOf(
  z
    .object({
      id: z.string(),
      connection_id: Uuid.nullable(),
      account_name: z
        .string()
        .nullable()
        .meta({ description: 'its user name; null of an account that was removed' }),
      project_id: Uuid,
      project_name: z.string(),
      platform: z.string(),
      sync_type: z.enum(['sync', 'refresh', 'repair']),
      sync_status: SyncLogStatus,
      duration_ms: z.int(),
      calls: z.int(),
      error_code: z.string().nullable(),
      error_message: z.string().nullable(),
      created_at: Instant,
    })
    .meta({ id: 'SyncLog' }),
).meta({ id: 'SyncLogPage' });

const HealthFigure = z.object({
  value: z.number().nullable().meta({ description: 'null while there is nothing to measure' }),
  target: z.string().meta({ example: '> 95' }),
  unit: z.enum(['percent', 'seconds']),
  met: z.boolean(),
});

export const ConnectionsHealth = z
  .object({
    status: z.enum(['healthy', 'degraded']),
    window_hours: z.int(),
    figures: z.object({
      sync_success: HealthFigure,
      mean_sync_duration: HealthFigure,
      expired_tokens: HealthFigure,
      connections_in_error: HealthFigure,
    }),
    counted: z.object({ syncs: z.int(), connections: z.int() }),
  })
  .meta({ id: 'ConnectionsHealth' });
