import { row, rows } from '../../db/query.ts';
import { startWorkflow } from '../startWorkflow.ts';
import { notePause, type OperatorPause } from './syncPlan.ts';

/** Takes a turn in comparing; false when a worker, this or another one, has begun to within these seconds. */
export const takeComparison = async (everySeconds: number): Promise<boolean> =>
  (await row(
    `insert into recurring_comparisons as last (began_at) values (clock_timestamp())
     on conflict (is_single) do update set began_at = excluded.began_at
       where last.began_at < clock_timestamp() - make_interval(secs => $1)
     returning 1 as taken`,
    [everySeconds],
  )) !== undefined;

/** A plan's Schedule, as Temporal's list shows it. */
export interface FoundSchedule {
  planId: number;
  isPaused: boolean;
  /** It will start a run: its times are not all past. */
  hasNext: boolean;
  /** Set where it was not the product that paused it. */
  operatorPause: OperatorPause;
}

/**
 * Compares the plans with the Schedules that Temporal has: notes what operators paused or let go on, and promises
 * those anew that are missing, paused or running against their plan, or out of times. Returns how many were promised. What was
 * changed in the last minutes is left alone, for Temporal's list is a little late.
 */
export async function compareSchedules(found: FoundSchedule[]): Promise<number> {
  const schedules = new Map(found.map((schedule) => [schedule.planId, schedule]));
  let promised = 0;
  for (let last = 0; ;) {
    const plans = await comparedPlans(last);
    for (const plan of plans) if (await promiseWhereWrong(plan, schedules.get(plan.id))) promised += 1;
    const end = plans.at(-1);
    if (!end || plans.length < comparedAtOnce) return promised;
    last = end.id;
  }
}

const comparedAtOnce = 500;

interface ComparedPlan {
  id: number;
  projectId: string;
  isActive: boolean;
  note: string | null;
  isEnded: boolean;
}

/** Plans after this one whose Schedule should be as they say. */
const comparedPlans = (after: number) =>
  rows<ComparedPlan>(
    `select r.id, r.project_id as "projectId", r.is_active as "isActive", r.operator_note as note,
       r.ended_at is not null as "isEnded"
     from recurring_schedules r join projects j on j.id = r.project_id and j.deleted_at is null
     where r.id > $1 and r.deleted_at is null and r.synced_version = r.version and r.promised_at < now() - interval '2 minutes'
     order by r.id limit ${comparedAtOnce}`,
    [after],
  );

/** Whether its Schedule was promised anew. */
async function promiseWhereWrong(
  { id, projectId, isActive, note, isEnded }: ComparedPlan,
  schedule: FoundSchedule | undefined,
): Promise<boolean> {
  const pause = schedule?.operatorPause ?? null;
  if (schedule && (pause?.note ?? null) !== note) await notePause(id, pause);
  const isRight = schedule ? pause !== null || fits(schedule, isActive) : isEnded;
  if (!isRight) await startWorkflow('syncRecurringSchedule', { scheduleId: id }, projectId);
  return !isRight;
}

const fits = ({ isPaused, hasNext }: FoundSchedule, isActive: boolean): boolean =>
  isActive ? !isPaused && hasNext : isPaused;
