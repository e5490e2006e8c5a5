import { createHash } from 'node:crypto';
import type { Duration } from '@temporalio/common';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type CalendarSpec,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import { dailyHours, jobNotes, type JobName } from '../contracts/jobs.ts';
import { workflows } from '../contracts/workflows.ts';
import type { Logger } from '../runtime/logger.ts';

interface Timing {
  when: CalendarSpec;
  /** IANA. */
  zone: string;
  /** What happens when its time comes while the run before still works. */
  overlap: ScheduleOverlapPolicy;
  /** Until how long after its time a run is still made up for, once Temporal was away. */
  catchUp: Duration;
  /** It starts up to so long after its time, at random. */
  jitter: Duration;
}

const { SKIP, BUFFER_ONE } = ScheduleOverlapPolicy;

/** Every job that runs by itself, and when, as contracts/jobs.ts says in words. A Schedule has its workflow's id. */
const timetable: Record<JobName, Timing> = {
  refreshExpiringTokens: {
    when: { hour: dailyHours.refreshExpiringTokens },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '20 hours',
    jitter: '5 minutes',
  },
  cleanUpLogs: {
    when: { hour: 3, dayOfWeek: 'SUNDAY' },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '6 days',
    jitter: '5 minutes',
  },
  syncAllConnections: {
    when: { hour: dailyHours.syncAllConnections },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '12 hours',
    jitter: '5 minutes',
  },
  notifyTokenExpiration: {
    when: { hour: dailyHours.notifyTokenExpiration },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '12 hours',
    jitter: '1 minute',
  },
  repairConnections: {
    when: { hour: dailyHours.repairConnections },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '12 hours',
    jitter: '5 minutes',
  },
  refreshViews: {
    when: { hour: { start: 0, end: 23, step: 6 } },
    zone: 'UTC',
    overlap: BUFFER_ONE,
    catchUp: '5 hours',
    jitter: '1 minute',
  },
  watchInboxes: {
    when: { hour: '*', minute: { start: 5, end: 59, step: 15 } },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '10 minutes',
    jitter: '30 seconds',
  },
  sendWeeklyReports: {
    when: { hour: '*', minute: { start: 0, end: 59, step: 15 } },
    zone: 'UTC',
    overlap: SKIP,
    catchUp: '10 minutes',
    jitter: '30 seconds',
  },
};

interface Options {
  client: Client;
  taskQueue: string;
  log: Logger;
}

/** How soon Schedules are back after somebody deleted them, or Temporal lost its database. */
const lookEveryMs = 60_000;

/** Keeps the Schedules of the timetable there: made or changed now, made again while this worker runs. */
export function keepSchedules(options: Options): { stop(): void } {
  const ensure = async (change: boolean) => {
    try {
      await ensureSchedules(options, { change });
    } catch (error) {
      options.log.warn({ reason: (error as Error).message }, 'the schedules could not be made');
    }
  };
  void ensure(true);
  const timer = setInterval(() => void ensure(false), lookEveryMs);
  return { stop: () => clearInterval(timer) };
}

/**
 * Makes the Schedules that are missing, and with `change` brings those up to date that were made from another
 * timetable. One that an operator has paused stays paused, with the operator's note. Repeating it changes nothing.
 */
export async function ensureSchedules(
  { client, taskQueue }: Omit<Options, 'log'>,
  { change }: { change: boolean },
): Promise<void> {
  for (const name of Object.keys(timetable) as JobName[]) {
    const wanted = definition(name, taskQueue);
    const handle = client.schedule.getHandle(wanted.scheduleId);
    try {
      const { action } = await handle.describe();
      if (!change || action.memo?.definition === wanted.action.memo?.definition) continue;
      await handle.update(({ state }) => ({
        ...wanted,
        state: state.paused ? state : { ...state, note: wanted.state?.note ?? '' },
      }));
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      await client.schedule.create(wanted).catch(ignoreExisting);
    }
  }
}

/** Another worker was faster. */
function ignoreExisting(error: unknown): void {
  if (!(error instanceof ScheduleAlreadyRunning)) throw error;
}

/** A Schedule as Temporal takes it. Its runs carry what they were defined by, so that a change is seen. */
function definition(name: JobName, taskQueue: string): ScheduleOptions {
  const { when, zone, overlap, catchUp, jitter } = timetable[name];
  const note = jobNotes[name];
  const id = workflows[name].id({});
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([timetable[name], note, taskQueue]))
    .digest('hex');
  return {
    scheduleId: id,
    spec: { calendars: [when], timezone: zone, jitter },
    action: {
      type: 'startWorkflow',
      workflowType: name,
      workflowId: id,
      taskQueue,
      args: [{ scheduled: true }],
      staticSummary: note,
      memo: { definition: fingerprint.slice(0, 16) },
    },
    policies: { overlap, catchupWindow: catchUp },
    state: { note },
  };
}
