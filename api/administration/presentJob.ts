import type { z } from 'zod';
import type { Job } from '../../contracts/administration.ts';
import { jobs } from '../../contracts/jobs.ts';
import { workflows } from '../../contracts/workflows.ts';
import type { ScheduleFound } from '../../runtime/scheduleReader.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';

type PresentedJob = z.infer<typeof Job>;

/** A job as Temporal tells of it. */
export function presentJob(
  name: keyof typeof jobs,
  { schedule, runs }: ScheduleFound,
  locale: Locale,
): PresentedJob {
  const workflow = jobs[name];
  const lastRunAt = [schedule?.lastAt, runs[0]?.startedAt].reduce<Date | null>(
    (latest, at) => (at && (!latest || at > latest) ? at : latest),
    null,
  );
  return {
    name,
    workflow_id: workflows[workflow].id({}),
    description: say(locale, `job_${workflow}`),
    state: schedule ? (schedule.isPaused ? 'paused' : 'active') : 'missing',
    paused_because: schedule?.isPaused ? schedule.note : null,
    next_run_at: schedule?.nextAt?.toISOString() ?? null,
    last_run_at: lastRunAt?.toISOString() ?? null,
    runs: runs.map(({ startedAt, endedAt, state, result, problem }) => ({
      started_at: startedAt.toISOString(),
      ended_at: endedAt?.toISOString() ?? null,
      state,
      counts: countsOf(result),
      problem,
    })),
  };
}

/** What a job returned, as far as it counted: see the workflows of workflows/. */
function countsOf(result: unknown): Record<string, number> | null {
  if (typeof result === 'number') return { done: result };
  if (typeof result !== 'object' || result === null) return null;
  const counts = Object.entries(result).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return counts.length > 0 ? Object.fromEntries(counts) : null;
}
