import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { aPublisher, type Publisher } from '../support/publishing.ts';
import { anAccount, aScheduledPost, hours } from '../support/scheduling.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let shop: Publisher;

beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
});
beforeEach(async () => {
  shop = await aPublisher({ api });
  await anAccount(api, shop);
});
afterAll(() => api.close());

const changedMeanwhile = (...members: string[]) => ({
  status: 409,
  body: {
    code: 'changed_meanwhile',
    details: Object.fromEntries(members.map((name) => [name, ['Ce n’est plus la même valeur.']])),
  },
});

test('a post that somebody else changed is not overwritten: the refusal names what is another now', async () => {
  const { id } = await aScheduledPost(shop);
  const path = `/api/scheduler/posts/${id}`;
  const { version } = (await shop.client.get(path)).body;
  const changed = await shop.client.patch(path, { caption: 'By a colleague', scheduled_time: hours(60) });
  expect(changed.status).toBe(200);
  const late = await shop.client.patch(path, { caption: 'Mine', version });
  expect(late).toEqual(expect.objectContaining({ status: 409 }));
  expect(late).toMatchObject(changedMeanwhile('caption', 'scheduled_time'));
  expect(Object.keys(late.body.details)).toEqual(['caption', 'scheduled_time']);
  const again = await shop.client.patch(path, { caption: 'Mine', version: changed.body.version });
  expect(again).toMatchObject({ status: 200, body: { caption: 'Mine' } });
});

test('a draft that was scheduled meanwhile is told, and what stays the same keeps its version', async () => {
  const { id } = await aScheduledPost(shop, { draft: true });
  const path = `/api/scheduler/posts/${id}`;
  const { version } = (await shop.client.get(path)).body;
  expect((await shop.client.patch(path, { version })).body.version).toBe(version);
  await shop.client.patch(path, { draft: false });
  expect(await shop.client.patch(path, { caption: 'Mine', version })).toMatchObject(
    changedMeanwhile('draft'),
  );
});

test('a plan that somebody else changed is not overwritten', async () => {
  const plan = await shop.client.post('/api/scheduler/schedules', {
    name: 'Mondays',
    frequency: 'weekly',
    days_of_week: ['monday'],
    time_of_day: '10:00',
    platforms: ['twitter'],
  });
  expect(plan.status).toBe(201);
  const path = `/api/scheduler/schedules/${plan.body.id}`;
  const { version } = (await shop.client.get(path)).body;
  expect(version).toBe(plan.body.version);
  await shop.client.post(`${path}/pause`);
  expect(await shop.client.patch(path, { name: 'Mine', version })).toMatchObject(
    changedMeanwhile('is_active'),
  );
  expect((await shop.client.patch(path, { name: 'Mine' })).body.name).toBe('Mine');
});

test('settings of the assistant that somebody else changed are not overwritten', async () => {
  const path = '/api/assistant/settings';
  const { version } = (await shop.client.get(path)).body;
  await shop.client.put(path, { tone: 'Short.' });
  expect(await shop.client.put(path, { mode: 'off', version })).toMatchObject(changedMeanwhile('tone'));
  const now = (await shop.client.get(path)).body;
  expect(now).toMatchObject({ mode: 'suggest', tone: 'Short.' });
  expect((await shop.client.put(path, { mode: 'off', version: now.version })).body.mode).toBe('off');
});
