import { expect } from '@jest/globals';
import { compareSchedules } from '../../commands/recurring/compareSchedules.ts';
import { rows } from '../../db/query.ts';
import { findSchedules } from '../../workers/planSchedules.ts';
import type { Json } from './apiClient.ts';
import { eventually } from './eventually.ts';
import { aConnectedAccount, aPublisher, type Publisher } from './publishing.ts';
import type { TestStack } from './testStack.ts';

export const path = '/api/scheduler/schedules';
export const minute = 60_000;
/** A wall time so many minutes from now, of UTC or of clocks that are so many hours ahead; and the instant that it is. */
export function minutesAhead(count: number, hoursAhead = 0) {
  const at = new Date(Math.ceil((Date.now() + count * minute) / 1000) * 1000);
  const there = new Date(at.getTime() + hoursAhead * 60 * minute);
  return { time_of_day: there.toISOString().slice(11, 19), at: at.toISOString() };
}
/** Clocks on which it is noon, and how many hours ahead of UTC they are: minutes from now are of the same day there. */
export function noonClocks() {
  const hoursAhead = 12 - new Date().getUTCHours();
  // Their names count from there to UTC.
  return { hoursAhead, timezone: `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}` };
}
/** No run falls due while a test lasts. */
const farAhead = () => minutesAhead(12 * 60).time_of_day;

/** A project with accounts at these platforms, whose person reads English. */
export async function aPlanner(stack: TestStack, platforms = ['twitter']): Promise<Publisher> {
  const shop = await aPublisher(stack, 'shop');
  for (const platform of platforms) await aConnectedAccount(stack, shop, platform);
  return { ...shop, client: shop.client.with({ 'accept-language': 'en' }) };
}

/** A plan that is accepted, as the API shows it. */
export async function aPlan({ client }: Publisher, changes: object = {}): Promise<Json> {
  const plan = {
    name: 'Daily',
    frequency: 'daily',
    time_of_day: farAhead(),
    platforms: ['twitter'],
    ...changes,
  };
  const { status, body } = await client.post(`${path}/`, plan);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

export const detailOf = async ({ client }: Publisher, id: number): Promise<Json> =>
  (await client.get(`${path}/${id}/`)).body;
export const postsOf = async ({ client }: Publisher): Promise<Json[]> =>
  (await client.get('/api/scheduler/posts/')).body.results;

/** The last run of a plan, once it is settled. */
export const settledRun = (shop: Publisher, id: number, states = ['made', 'skipped']): Promise<Json> =>
  eventually(async () => {
    const [run] = (await detailOf(shop, id)).runs;
    expect(states).toContain(run?.state);
    return run;
  });
export const runNow = async (shop: Publisher, id: number): Promise<Json> => {
  expect((await shop.client.post(`${path}/${id}/run-now/`)).status).toBe(202);
  return settledRun(shop, id, ['made', 'skipped', 'held']);
};

/** The plan's Schedule is as its row says. */
export const synced = (id: number) =>
  eventually(async () => {
    const found = await rows(
      'select id from recurring_schedules where id = $1 and synced_version = version',
      [id],
    );
    expect(found).toHaveLength(1);
  });

/** Plans' Schedules in the Temporal of the stack of that moment. */
export function schedulesOf(stack: () => TestStack) {
  const scheduleOf = (id: number) => stack().temporal.schedule.getHandle(`recurring/${id}`);
  return {
    scheduleOf,
    describedSchedule: (id: number) => eventually(() => scheduleOf(id).describe()),
    /** What workers do every minute, of plans that nobody touched for a while. */
    look: async (id: number): Promise<number> => {
      await rows(
        `update recurring_schedules set promised_at = now() - interval '1 hour' where id = $1 returning id`,
        [id],
      );
      return compareSchedules(await findSchedules(stack().temporal));
    },
  };
}
