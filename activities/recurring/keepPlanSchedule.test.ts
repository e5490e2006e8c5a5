import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PlanChanged } from '../../commands/recurring/syncPlan.ts';
import { changePlan, createPlan } from '../../commands/recurring/writePlan.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { readPlan, type Plan, type PlanSettings } from '../../db/plans.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { createKeepPlanSchedule } from './keepPlanSchedule.ts';
import { ScheduleRefused, type PlanSchedule } from './planSchedules.ts';

const settings: PlanSettings = {
  ...{ name: 'Daily', frequency: 'daily', timeOfDay: '10:00:00', timezone: 'UTC', daysOfWeek: [] },
  ...{ dayOfMonth: null, rrule: null, startDate: '2026-01-01', endDate: null, platforms: ['twitter'] },
  ...{ connectionIds: [], tag: null, caption: '', captionBy: 'template', hashtags: '', options: {} },
  ...{ whenNoImage: 'skip', prompt: null, lateMinutes: 60, lateAction: 'ask', catchUpMinutes: 60 },
  ...{ overlap: 'wait', isActive: true },
};

let plan: Plan;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
  const { user: ada, projectId } = await aMember();
  plan = await createPlan(projectId, ada.id, settings);
});
afterAll(closeDatabase);

test('who has made the Schedule of an older plan than stands in its row by then makes it again', async () => {
  const kept: PlanSchedule[] = [];
  /** While the Schedule is written, a person changes the plan, and another worker makes its Schedule first. */
  let meanwhile: (() => Promise<unknown>) | null = null;
  const planSchedules = {
    async keep(schedule: PlanSchedule) {
      await meanwhile?.();
      kept.push(schedule);
      return null;
    },
    remove: () => Promise.resolve(),
  };
  const keepPlanSchedule = createKeepPlanSchedule({ planSchedules, now: () => new Date() });
  meanwhile = async () => {
    meanwhile = null;
    await changePlan(plan.projectId, plan.id, (current) => ({ ...current, timeOfDay: '18:30:00' }));
    await keepPlanSchedule(plan.id);
  };
  await expect(keepPlanSchedule(plan.id)).rejects.toThrow(PlanChanged);
  // Temporal repeats it.
  await keepPlanSchedule(plan.id);

  const hoursOf = ({ starts }: PlanSchedule) => starts[0]?.toISOString().slice(11, 16);
  expect(kept.map(hoursOf)).toEqual(['18:15', '09:45', '18:15']);
  expect(await readPlan(plan.id)).toMatchObject({ version: 2, syncedVersion: 2 });
});

test('a plan whose Schedule Temporal refuses says so, until Temporal takes one', async () => {
  const refused = createKeepPlanSchedule({
    planSchedules: {
      keep: () => Promise.reject(new ScheduleRefused('Year Start is not in range [2000-2100]')),
      remove: () => Promise.resolve(),
    },
    now: () => new Date(),
  });
  await expect(refused(plan.id)).rejects.toThrow(ScheduleRefused);
  expect(await readPlan(plan.id)).toMatchObject({ scheduleRefusedAt: expect.any(Date) });

  const taken = createKeepPlanSchedule({
    planSchedules: { keep: () => Promise.resolve(null), remove: () => Promise.resolve() },
    now: () => new Date(),
  });
  await taken(plan.id);
  expect(await readPlan(plan.id)).toMatchObject({ scheduleRefusedAt: null });
});
