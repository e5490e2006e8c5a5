import {
  ScheduleNotFoundError,
  ServiceError,
  WorkflowFailedError,
  type Client,
  type WorkflowExecutionInfo,
} from '@temporalio/client';

/** Temporal does not answer, or not in time. */
export class TemporalUnavailable extends Error {
  override name = 'TemporalUnavailable';
}

/** A Schedule, and how its workflow ran of late: also where that was started by other means. */
export interface ScheduleFound {
  /** Null where there is no such Schedule. */
  schedule: { isPaused: boolean; note: string | null; nextAt: Date | null; lastAt: Date | null } | null;
  /** As far as Temporal keeps them, the latest first. */
  runs: RunFound[];
}

interface RunFound {
  startedAt: Date;
  endedAt: Date | null;
  state: RunState;
  /** What the workflow returned; undefined where it did not, or where it is not one of the latest. */
  result: unknown;
  /** Why it failed; null where it did not. */
  problem: string | null;
}

type RunState = 'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out';

/** What can be read and done about Schedules by whoever is no worker. Each throws {TemporalUnavailable}. */
export interface ScheduleReader {
  read(scheduleId: string, workflowType: string): Promise<ScheduleFound>;
  /** False where there is no such Schedule. */
  pause(scheduleId: string, note: string): Promise<boolean>;
  resume(scheduleId: string, note: string): Promise<boolean>;
}

/** How long Temporal may take to answer. */
const patienceMs = 5_000;
const runsShown = 3;

export function createScheduleReader(client: Client): ScheduleReader {
  const handleOf = (scheduleId: string) => client.schedule.getHandle(scheduleId);

  async function readSchedule(scheduleId: string): Promise<ScheduleFound['schedule']> {
    try {
      const { state, info } = await handleOf(scheduleId).describe();
      return {
        isPaused: state.paused,
        note: state.note ?? null,
        nextAt: state.paused ? null : (info.nextActionTimes[0] ?? null),
        lastAt: info.recentActions.at(-1)?.takenAt ?? null,
      };
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return null;
      throw error;
    }
  }

  /** A run that continued as new is shown by what it continued as. */
  async function readRuns(workflowType: string): Promise<RunFound[]> {
    const query = `WorkflowType = '${workflowType}' and ExecutionStatus != 'ContinuedAsNew'`;
    const found: RunFound[] = [];
    for await (const run of client.workflow.list({ query, pageSize: runsShown })) {
      found.push(await readRun(client, run));
      if (found.length === runsShown) break;
    }
    return found;
  }

  return {
    read: (scheduleId, workflowType) =>
      inTime(client, async () => {
        const [schedule, runs] = await Promise.all([readSchedule(scheduleId), readRuns(workflowType)]);
        return { schedule, runs };
      }),
    pause: (scheduleId, note) => inTime(client, () => ifThere(() => handleOf(scheduleId).pause(note))),
    resume: (scheduleId, note) => inTime(client, () => ifThere(() => handleOf(scheduleId).unpause(note))),
  };
}

async function readRun(client: Client, run: WorkflowExecutionInfo): Promise<RunFound> {
  const { startTime: startedAt, closeTime: endedAt = null } = run;
  const state = stateOf(run);
  const none = { startedAt, endedAt, state, result: undefined, problem: null };
  if (state === 'running') return none;
  try {
    const handle = client.workflow.getHandle(run.workflowId, run.runId, { followRuns: false });
    return { ...none, result: (await handle.result()) as unknown };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    // Its history may be gone before it is from the list.
    return error instanceof WorkflowFailedError ? { ...none, problem: reasonOf(error) } : none;
  }
}

/** The innermost cause says most: the outer ones say that an activity failed. */
function reasonOf({ cause }: WorkflowFailedError): string | null {
  let reason: Error | undefined = cause;
  while (reason?.cause instanceof Error) reason = reason.cause;
  return reason?.message ?? null;
}

const states: Partial<Record<WorkflowExecutionInfo['status']['name'], RunState>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
};

const stateOf = ({ status }: WorkflowExecutionInfo): RunState => states[status.name] ?? 'running';

async function ifThere(change: () => Promise<void>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

async function inTime<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  try {
    return await client.withDeadline(Date.now() + patienceMs, work);
  } catch (error) {
    if (error instanceof ServiceError) throw new TemporalUnavailable(error.message, { cause: error });
    throw error;
  }
}
