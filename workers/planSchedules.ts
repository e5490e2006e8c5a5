import { status } from '@grpc/grpc-js';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  isGrpcServiceError,
  type CalendarSpec,
  type Client,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import {
  ScheduleRefused,
  type PlanSchedule,
  type PlanSchedules,
} from '../activities/recurring/planSchedules.ts';
import {
  compareSchedules,
  takeComparison,
  type FoundSchedule,
} from '../commands/recurring/compareSchedules.ts';
import type { OperatorPause } from '../commands/recurring/syncPlan.ts';
import { planOfSchedule, recurringScheduleId, workflows } from '../contracts/workflows.ts';
import type { Logger } from '../runtime/logger.ts';

const { SKIP, BUFFER_ONE, ALLOW_ALL } = ScheduleOverlapPolicy;
const overlaps = { skip: SKIP, wait: BUFFER_ONE, together: ALLOW_ALL };

/** Begins the note of a Schedule that a person paused in the product: any other pause is an operator's. */
const pausedHere = 'Paused in SocialSync';

/** Keeps the Schedules of recurring plans in Temporal. */
export function createPlanSchedules(client: Client, taskQueue: string): PlanSchedules {
  const handleOf = (planId: number) => client.schedule.getHandle(recurringScheduleId(planId));
  return {
    async keep(schedule): Promise<OperatorPause> {
      const wanted = definition(schedule, taskQueue);
      let pause: OperatorPause = null;
      try {
        await handleOf(schedule.planId).update(({ state }) => {
          pause = operatorPauseOf(state);
          return { ...wanted, state: pause ? pausedBy(pause) : wanted.state };
        });
        return pause;
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw refusalOf(error);
      }
      pause = schedule.operatorPause;
      const state = pause ? pausedBy(pause) : wanted.state;
      await client.schedule.create({ ...wanted, state }).catch((error: unknown) => {
        // Another worker was faster; this one looks again.
        if (error instanceof ScheduleAlreadyRunning) throw new Error('the Schedule was made meanwhile');
        throw refusalOf(error);
      });
      return pause;
    },

    async remove(planId) {
      try {
        await handleOf(planId).delete();
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      }
    },
  };
}

/** A TypeError is what the client makes of a spec that Temporal calls invalid. */
function refusalOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const isRefused =
    error instanceof TypeError || (isGrpcServiceError(cause) && cause.code === status.INVALID_ARGUMENT);
  return isRefused ? new ScheduleRefused((error as Error).message) : error;
}

const operatorPauseOf = ({ paused, note }: { paused: boolean; note?: string | undefined }): OperatorPause =>
  paused && !note?.startsWith(pausedHere) ? { note: note ?? '' } : null;

const pausedBy = ({ note }: { note: string }) => ({ paused: true, note });

type Definition = ScheduleUpdateOptions & {
  scheduleId: string;
  state: { paused: boolean; note: string };
};

function definition(schedule: PlanSchedule, taskQueue: string): Definition {
  const { planId, starts, isPaused, overlap, catchUpMinutes, note, memo } = schedule;
  const input = { scheduleId: planId };
  return {
    scheduleId: recurringScheduleId(planId),
    spec: { calendars: starts.map(calendarOf), timezone: 'UTC' },
    action: {
      type: 'startWorkflow',
      workflowType: 'runRecurringSchedule',
      workflowId: workflows.runRecurringSchedule.id(input),
      taskQueue,
      args: [input],
      staticSummary: workflows.runRecurringSchedule.summary(input),
      memo,
    },
    policies: { overlap: overlaps[overlap], catchupWindow: `${catchUpMinutes} minutes` },
    state: { paused: isPaused, note: isPaused ? `${pausedHere}. ${note}` : note },
  };
}

const months = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

/** One instant, UTC. */
function calendarOf(start: Date): CalendarSpec {
  const month = months[start.getUTCMonth()];
  return {
    year: start.getUTCFullYear(),
    ...(month && { month }),
    dayOfMonth: start.getUTCDate(),
    hour: start.getUTCHours(),
    minute: start.getUTCMinutes(),
    second: start.getUTCSeconds(),
  };
}

/** How soon the product knows of what operators did, and how soon a Schedule is back that somebody deleted. */
const lookEveryMs = 60_000;
/** A little less: the timers of workers differ. */
const takesTurnsSeconds = 50;

/** Compares the plans with Temporal's Schedules, now and every minute while this worker runs, in turn with the others. */
export function keepPlanSchedules({ client, log }: { client: Client; log: Logger }): { stop(): void } {
  const look = async () => {
    try {
      if (!(await takeComparison(takesTurnsSeconds))) return;
      const promised = await compareSchedules(await findSchedules(client));
      if (promised > 0) log.info({ promised }, 'recurring plans without their Schedule');
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the recurring plans could not be compared');
    }
  };
  void look();
  const timer = setInterval(() => void look(), lookEveryMs);
  return { stop: () => clearInterval(timer) };
}

/** The Schedules of plans that Temporal has, as its list says: a little late. */
export async function findSchedules(client: Client): Promise<FoundSchedule[]> {
  const found: FoundSchedule[] = [];
  for await (const { scheduleId, state, info } of client.schedule.list()) {
    const planId = planOfSchedule(scheduleId);
    if (planId !== null)
      found.push({
        planId,
        isPaused: state.paused,
        hasNext: info.nextActionTimes.length > 0,
        operatorPause: operatorPauseOf(state),
      });
  }
  return found;
}
