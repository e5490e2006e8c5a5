import { z } from 'zod';
import { Instant, line } from './common.ts';
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
