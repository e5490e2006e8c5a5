import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changePlan } from '../../commands/recurring/writePlan.ts';
import { rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { startPublishingStack } from '../support/publishing.ts';
import { aPlan, aPlanner, detailOf, minute, path, schedulesOf, synced } from '../support/recurring.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startPublishingStack();
});
afterAll(() => stack.close());

const aShop = (platforms?: string[]) => aPlanner(stack, platforms);
const { describedSchedule, look, scheduleOf } = schedulesOf(() => stack);

describe('a Schedule in Temporal', () => {
  test('that an operator paused stays paused when the plan changes, and the plan says so until it goes on', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await scheduleOf(id).pause('X is down');
    await eventually(async () => {
      await look(id);
      expect(await detailOf(shop, id)).toMatchObject({
        state: 'paused_by_operator',
        paused_note: 'X is down',
        is_active: true,
        next_occurrence_at: null,
      });
    });
    await shop.client.patch(`${path}/${id}`, { name: 'Another name', time_of_day: '23:59' });
    await synced(id);
    expect((await scheduleOf(id).describe()).state).toMatchObject({ paused: true, note: 'X is down' });
    await scheduleOf(id).unpause('X is back');
    await eventually(async () => {
      await look(id);
      expect(await detailOf(shop, id)).toMatchObject({ state: 'active', paused_note: null });
    });
  });

  test('that an operator paused is paused again when it was deleted, or its plan had ended meanwhile', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await scheduleOf(id).pause('X is down');
    const stillPaused = async () => {
      expect((await describedSchedule(id)).state).toMatchObject({ paused: true, note: 'X is down' });
      expect(await detailOf(shop, id)).toMatchObject({
        state: 'paused_by_operator',
        paused_note: 'X is down',
      });
    };
    await eventually(async () => {
      await look(id);
      await stillPaused();
    });
    await scheduleOf(id).delete();
    // Temporal's list shows what was deleted for a while.
    await eventually(async () => {
      await look(id);
      await stillPaused();
    }, 60_000);

    const endsOn = (endDate: string | null) =>
      changePlan(shop.projectId, id, (plan) => ({ ...plan, startDate: '2026-01-01', endDate }));
    await endsOn('2026-01-02');
    await eventually(() => expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i));
    await synced(id);
    await endsOn(null);
    await synced(id);
    await stillPaused();
  }, 120_000);

  test('is paused and let go on by the product, which an operator cannot undo', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    expect((await shop.client.post(`${path}/${id}/pause`)).body).toMatchObject({
      is_active: false,
      state: 'paused',
    });
    await synced(id);
    expect((await scheduleOf(id).describe()).state).toMatchObject({
      paused: true,
      note: expect.stringMatching(/^Paused in SocialSync/),
    });
    await scheduleOf(id).unpause();
    await eventually(async () => {
      await look(id);
      expect((await scheduleOf(id).describe()).state.paused).toBe(true);
    });
    expect((await shop.client.patch(`${path}/${id}`, { is_active: true })).body).toMatchObject({
      state: 'active',
    });
    await synced(id);
    expect((await scheduleOf(id).describe()).state.paused).toBe(false);
  });

  test('that was deleted comes back', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await scheduleOf(id).delete();
    await eventually(async () => {
      await look(id);
      expect((await scheduleOf(id).describe()).spec.calendars).toHaveLength(50);
    });
  });

  test.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;INTERVAL=2',
    'FREQ=YEARLY;INTERVAL=40',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
  ])('is made of a plan as rare as %s, and its preview stays within what Temporal knows', async (rrule) => {
    const shop = await aShop();
    const start_date = `${new Date().getUTCFullYear() + 1}-11-01`;
    const { id } = await aPlan(shop, { frequency: 'rrule', rrule, start_date });
    await synced(id);
    const { occurrences } = (await shop.client.get(`${path}/${id}/preview/`)).body;
    expect(occurrences.length).toBeGreaterThan(0);
    for (const { at } of occurrences) expect(at).toMatch(/^20\d\d-/);
    const [next] = (await scheduleOf(id).describe()).info.nextActionTimes;
    expect(next?.getTime()).toBe(Date.parse(occurrences[0].at) - 15 * minute);
    expect(await detailOf(shop, id)).toMatchObject({ state: 'active', problem: null });
  });

  test('that Temporal refuses makes its plan say so', async () => {
    const shop = await aShop();
    const { id } = await aPlan(shop);
    await synced(id);
    await rows(`update recurring_schedules set schedule_refused_at = now() where id = $1 returning id`, [id]);
    expect(await detailOf(shop, id)).toMatchObject({
      state: 'not_scheduled',
      next_occurrence_at: null,
      problem: { code: 'plan_schedule_refused', message: expect.stringContaining('workflow service') },
    });
  });

  test('of a plan that has ended is gone, and is not missed', async () => {
    const shop = await aShop();
    const yesterday = new Date(Date.now() - 24 * 60 * minute).toISOString().slice(0, 10);
    const { id } = await aPlan(shop, { start_date: '2026-01-01' });
    await changePlan(shop.projectId, id, (plan) => ({ ...plan, endDate: yesterday }));
    await synced(id);
    expect(await detailOf(shop, id)).toMatchObject({ state: 'ended', next_occurrence_at: null });
    expect(await look(id)).toBe(0);
    await expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i);
    expect((await shop.client.patch(`${path}/${id}`, { name: 'As it was' })).status).toBe(200);
    const { status, body } = await shop.client.patch(`${path}/${id}`, { time_of_day: '09:00' });
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['end_date'] });
  });
});

test('a project that is deleted takes its plans along', async () => {
  const shop = await aShop();
  const { id } = await aPlan(shop);
  await synced(id);
  const { body: project } = await shop.client.post('/api/v1/projects', { name: 'Another' });
  expect(project.id).toEqual(expect.any(String));
  const { status } = await shop.client.delete(`/api/v1/projects/${shop.projectId}`);
  expect(status).toBe(204);
  await eventually(() => expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i));
});
