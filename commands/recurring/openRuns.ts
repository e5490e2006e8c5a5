import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { readRun, type PlanRunRow } from '../../db/planRuns.ts';
import { findPlan, readPlan, type Plan } from '../../db/plans.ts';
import { wakeWorkflow } from '../startWorkflow.ts';
import { owedOccurrences } from './syncPlan.ts';

/**
 * Writes a run for each occurrence that is due soon or was missed, once; what was missed longer ago than the plan makes
 * up for is told as missed. Returns the runs that are still to be made, the earliest first; none of a plan that was
 * deleted, and of a paused one only those that a person ordered.
 */
export function openDueRuns(planId: number, now: Date): Promise<string[]> {
  return transaction(async () => {
    const plan = await readPlan(planId, { lock: true });
    if (!plan) return [];
    const oldest = new Date(now.getTime() - plan.catchUpMinutes * 60_000);
    if (plan.isActive) await writeDue(plan, owedOccurrences(plan, now), oldest);
    await rows(
      `update recurring_runs set state = 'skipped', updated_at = now(),
         code = case when occurrence_at >= $2 then 'plan_paused' when state = 'held'
           then 'image_not_validated_in_time' else 'occurrence_missed' end
       where recurring_schedule_id = $1
         and (state = 'held' and occurrence_at < $2
           or kind = 'scheduled' and state in ('open', 'held') and (occurrence_at < $2 or not $3))
       returning 1 as told`,
      [planId, oldest, plan.isActive],
    );
    const open = await rows<{ id: string }>(
      `select id from recurring_runs where recurring_schedule_id = $1 and state = 'open' order by occurrence_at`,
      [planId],
    );
    return open.map(({ id }) => id);
  });
}

/**
 * A day of a plan by its own frequencies has one occurrence: where another of that day has its run already, the plan's
 * time was changed meanwhile, and that run's post stays.
 */
async function writeDue(plan: Plan, due: { at: Date }[], oldest: Date): Promise<void> {
  const { id, timezone, frequency } = plan;
  for (const { at } of due)
    await rows(
      `insert into recurring_runs (recurring_schedule_id, occurrence_at, kind, state, code)
       select $1, $2, 'scheduled', case when verdict.code is null then 'open' else 'skipped' end, verdict.code
       from (select case when $3 then 'occurrence_missed' when $4 and exists (
         select from recurring_runs r where r.recurring_schedule_id = $1 and r.kind = 'scheduled'
           and r.state <> 'skipped' and r.occurrence_at <> $2
           and (r.occurrence_at at time zone $5)::date = ($2::timestamptz at time zone $5)::date
       ) then 'day_is_done' end as code) verdict
       on conflict (recurring_schedule_id, occurrence_at) do nothing returning 1 as written`,
      [id, at, at < oldest, frequency !== 'rrule', timezone],
    );
}

/** Orders a run for now, of a paused plan too, and promises its workflow. @throws {Refusal} not_found */
export function orderRun(projectId: string, planId: number): Promise<PlanRunRow> {
  return transaction(async () => {
    const plan = await findPlan(projectId, planId);
    if (!plan) throw notFound('recurring plan');
    const written = await row<{ id: string }>(
      `insert into recurring_runs (recurring_schedule_id, occurrence_at, kind)
       values ($1, date_trunc('milliseconds', clock_timestamp()), 'now') returning id`,
      [planId],
    );
    const run = written && (await readRun(written.id));
    if (!run) throw new Error('an insert without a row');
    await wakeWorkflow('runRecurringSchedule', { scheduleId: planId }, projectId);
    return run;
  });
}

/** Lets the runs go on that waited for this image to be validated, in the surrounding transaction. */
export async function resumeHeldRuns(imageId: number): Promise<void> {
  const plans = await rows<{ planId: number; projectId: string }>(
    `with resumed as (
       update recurring_runs set state = 'open', updated_at = now() where image_id = $1 and state = 'held'
       returning recurring_schedule_id)
     select distinct r.id as "planId", r.project_id as "projectId"
     from resumed join recurring_schedules r on r.id = recurring_schedule_id`,
    [imageId],
  );
  for (const { planId, projectId } of plans)
    await wakeWorkflow('runRecurringSchedule', { scheduleId: planId }, projectId);
}
