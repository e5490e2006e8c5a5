import { noteRefused, noteSynced, pauseOf } from '../../commands/recurring/syncPlan.ts';
import { readPlan, type Plan } from '../../db/plans.ts';
import { describeSchedule } from './describeSchedule.ts';
import { ScheduleRefused, type PlanSchedules } from './planSchedules.ts';

/**
 * Makes a plan's Schedule as its row says, with the next times from now on, and notes that it did. Returns what it is
 * then. @throws {PlanChanged}, to be repeated, where the row was changed meanwhile: another worker may have made the
 * Schedule of the newer one before this one's. @throws {ScheduleRefused}, which the plan tells from then on.
 */
export const createKeepPlanSchedule =
  ({ planSchedules, now }: { planSchedules: PlanSchedules; now: () => Date }) =>
  async (planId: number): Promise<'removed' | 'kept' | 'paused by an operator'> => {
    const at = now();
    const plan = (await readPlan(planId)) ?? null;
    const schedule = plan && describeSchedule(plan, at);
    if (!schedule) await planSchedules.remove(planId);
    const pause = schedule
      ? await planSchedules.keep(schedule).catch((error: unknown) => tell(plan, error))
      : plan && pauseOf(plan);
    await noteSynced(planId, { plan, pause, now: at });
    if (!schedule) return 'removed';
    return pause ? 'paused by an operator' : 'kept';
  };

async function tell(plan: Plan, error: unknown): Promise<never> {
  if (error instanceof ScheduleRefused) await noteRefused(plan);
  throw error;
}
