import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { findPlan, settingColumns, type Plan, type PlanSettings } from '../../db/plans.ts';
import { wakeWorkflow } from '../startWorkflow.ts';

const names = Object.keys(settingColumns) as (keyof PlanSettings)[];
const columns = Object.values(settingColumns);
const valuesOf = (settings: PlanSettings) =>
  names.map((name) => (name === 'options' ? JSON.stringify(settings.options) : settings[name]));

/** Keeps a recurring plan; its Schedule is made through the outbox. @throws {Refusal} not_found without the project */
export function createPlan(projectId: string, userId: string, settings: PlanSettings): Promise<Plan> {
  return transaction(async () => {
    const written = await row<{ id: number }>(
      `insert into recurring_schedules (project_id, user_id, ${columns.join(', ')})
       select id, $2, ${columns.map((_, index) => `$${index + 3}`).join(', ')}
       from projects where id = $1 and deleted_at is null
       returning id`,
      [projectId, userId, ...valuesOf(settings)],
    );
    const plan = written && (await findPlan(projectId, written.id));
    if (!plan) throw notFound('project');
    await syncSoon(plan);
    return plan;
  });
}

/** What decides when a plan is due. */
const timing: (keyof PlanSettings)[] = [
  ...(['frequency', 'timeOfDay', 'timezone', 'daysOfWeek', 'dayOfMonth'] as const),
  ...(['rrule', 'startDate', 'endDate'] as const),
];

/** Whether two plans are due at different times. */
export const hasOtherTimes = (one: PlanSettings, other: PlanSettings): boolean =>
  timing.some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));

/**
 * Changes a plan into what `revise` makes of it. What its new times, or its times while it was paused, would have
 * been before now is not made up for; posts that were made stay. @throws {Refusal} not_found, and what `revise` throws
 */
export function changePlan(
  projectId: string,
  planId: number,
  revise: (plan: Plan) => PlanSettings | Promise<PlanSettings>,
): Promise<Plan> {
  return transaction(async () => {
    const plan = await findPlan(projectId, planId, { lock: true });
    if (!plan) throw notFound('recurring plan');
    const revised = await revise(plan);
    const isNew = (revised.isActive && !plan.isActive) || hasOtherTimes(revised, plan);
    await rows(
      `update recurring_schedules set ${columns.map((column, index) => `${column} = $${index + 3}`).join(', ')},
         version = version + 1, updated_at = now(), promised_at = now(), ended_at = null,
         owed_from = case when $2 then now() else owed_from end
       where id = $1 returning 1 as changed`,
      [planId, isNew, ...valuesOf(revised)],
    );
    const changed = await findPlan(projectId, planId);
    if (!changed) throw notFound('recurring plan');
    await syncSoon(changed);
    return changed;
  });
}

/** Ends a plan; the posts that it made stay. @throws {Refusal} not_found */
export function deletePlan(projectId: string, planId: number): Promise<void> {
  return transaction(async () => {
    const deleted = await deleteWhere('project_id = $1 and id = $2', [projectId, planId]);
    if (deleted === 0) throw notFound('recurring plan');
  });
}

/** Ends all plans of a project, in the surrounding transaction. */
export async function deletePlansOf(projectId: string): Promise<void> {
  await deleteWhere('project_id = $1', [projectId]);
}

async function deleteWhere(condition: string, parameters: unknown[]): Promise<number> {
  const deleted = await rows<{ id: number; projectId: string }>(
    `update recurring_schedules set deleted_at = now(), version = version + 1, promised_at = now()
     where deleted_at is null and ${condition} returning id, project_id as "projectId"`,
    parameters,
  );
  for (const plan of deleted) await syncSoon(plan);
  return deleted.length;
}

const syncSoon = ({ id, projectId }: Pick<Plan, 'id' | 'projectId'>) =>
  wakeWorkflow('syncRecurringSchedule', { scheduleId: id }, projectId);
