import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { readPlan, type Plan } from '../../db/plans.ts';
import { wakeWorkflow } from '../startWorkflow.ts';
import { nextOccurrences, occurrencesBetween, type Occurrence } from './occurrences.ts';

/** So long before its time an occurrence's post is made: what is prepared for it takes minutes. */
export const aheadMs = 15 * 60_000;
/** A run that is early makes those a little later too. */
const slackMs = 5 * 60_000;
/** Of the past, no more are looked at: those before were told long ago. */
const lookBackMs = 31 * 24 * 60 * 60_000;
const looked = 50;

/** The occurrences for which there should be a run by now. */
export function owedOccurrences(plan: Plan, now: Date): Occurrence[] {
  const earliest = new Date(now.getTime() - lookBackMs);
  // What falls due while an operator has paused the plan is not owed.
  const from = plan.operatorPausedAt ? now : plan.owedFrom > earliest ? plan.owedFrom : earliest;
  return occurrencesBetween(plan, from, new Date(now.getTime() + aheadMs + slackMs), looked);
}

/** The next occurrences whose runs the plan's Schedule is to start. */
export const upcomingOccurrences = (plan: Plan, now: Date): Occurrence[] =>
  nextOccurrences(plan, new Date(now.getTime() + aheadMs), looked);

/** A run whose workflow should long have made it. */
const isForgotten = `state = 'open' and updated_at < now() - interval '2 minutes'`;

/** How an operator left a plan's Schedule; null when no operator paused it. */
export type OperatorPause = { note: string } | null;

/** The pause as it was last seen: it outlives the Schedule. */
export const pauseOf = ({ operatorPausedAt, operatorNote }: Plan): OperatorPause =>
  operatorPausedAt && { note: operatorNote ?? '' };

/** The plan was changed while its Schedule was made of an older version, which may stand in Temporal now. */
export class PlanChanged extends Error {
  override name = 'PlanChanged';
}

/**
 * Notes that Temporal's Schedule is as this version of the plan says, or gone where `plan` is null. An occurrence so
 * near that the Schedule would miss it gets its run at once. @throws {PlanChanged} where the plan has another version by
 * now: whoever wrote the older one has to write it again.
 */
export function noteSynced(
  planId: number,
  { plan, pause, now }: { plan: Plan | null; pause: OperatorPause; now: Date },
): Promise<void> {
  return transaction(async () => {
    if (!plan) {
      await rows(
        `with ended as (
           update recurring_runs set state = 'skipped', code = 'plan_deleted', updated_at = now()
           where recurring_schedule_id = $1 and state in ('open', 'held'))
         update recurring_schedules set synced_version = version where id = $1 returning 1 as noted`,
        [planId],
      );
      return;
    }
    await notePause(planId, pause);
    const hasEnded = nextOccurrences(plan, now, 1).length === 0;
    const noted = await rows(
      `update recurring_schedules set synced_version = $2, schedule_refused_at = null, ended_at = case when $3 then coalesce(ended_at, now()) end
       where id = $1 and version = $2 returning 1 as noted`,
      [planId, plan.version, hasEnded],
    );
    if (noted.length === 0) throw new PlanChanged(`plan ${planId} was changed after version ${plan.version}`);
    const current = await readPlan(planId);
    if (current && (await needsRun(current, now)))
      await wakeWorkflow('runRecurringSchedule', { scheduleId: planId }, plan.projectId);
  });
}

/** Notes that Temporal refuses the Schedule of this version of a plan; until it takes one, the plan says so. */
export async function noteRefused({ id, version }: Plan): Promise<void> {
  await rows(
    `update recurring_schedules set schedule_refused_at = coalesce(schedule_refused_at, now())
     where id = $1 and version = $2 returning 1 as noted`,
    [id, version],
  );
}

/** Whether an occurrence has no run yet, or a run waits that nobody has worked on for a while. */
async function needsRun(plan: Plan, now: Date): Promise<boolean> {
  const owed = plan.isActive ? owedOccurrences(plan, now).map(({ at }) => at) : [];
  const found = await row<{ written: number; forgotten: boolean }>(
    `select count(*) filter (where occurrence_at = any($2))::int as written,
       coalesce(bool_or(${isForgotten}), false) as forgotten
     from recurring_runs where recurring_schedule_id = $1`,
    [plan.id, owed],
  );
  return found !== undefined && (found.written < owed.length || found.forgotten);
}

/**
 * Notes whether an operator has paused a plan in Temporal. What fell due while it was paused is not owed once it goes
 * on.
 */
export async function notePause(planId: number, pause: OperatorPause): Promise<void> {
  await rows(
    `update recurring_schedules set
       owed_from = case when operator_paused_at is not null and $2::text is null then now() else owed_from end,
       operator_paused_at = case when $2::text is not null then coalesce(operator_paused_at, now()) end,
       operator_note = $2
     where id = $1 and operator_note is distinct from $2::text returning 1 as noted`,
    [planId, pause?.note ?? null],
  );
}

/**
 * Promises anew the plans whose Schedules are not known to be as they say, and those with a run that nobody makes, those
 * that wait longest first. What Temporal refused it is offered every hour: a newer one may take it.
 */
export async function promisePlansAgain(patience: string, atOnce: number): Promise<number> {
  const plans = await rows<{ id: number; projectId: string }>(
    `update recurring_schedules set promised_at = now() where id in (
       select id from recurring_schedules r
       where promised_at < now() - case when schedule_refused_at is null then ${patience} else interval '1 hour' end
         and (synced_version is distinct from version
           or id in (select recurring_schedule_id from recurring_runs where ${isForgotten}))
         and not exists (
         select from outbox o where o.workflow = 'syncRecurringSchedule' and o.input ->> 'scheduleId' = r.id::text)
       order by promised_at limit ${atOnce} for update skip locked)
     returning id, project_id as "projectId"`,
  );
  for (const { id, projectId } of plans)
    await wakeWorkflow('syncRecurringSchedule', { scheduleId: id }, projectId);
  return plans.length;
}
