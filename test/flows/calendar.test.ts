import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPublisher, type Publisher } from '../support/publishing.ts';
import { anAccount, aScheduledPost, hours } from '../support/scheduling.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let shop: Publisher;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
  shop = await aPublisher({ api }, 'calendar');
});
afterAll(() => api.close());

const plans = '/api/scheduler/schedules';
const read = async (path: string, query: Record<string, string>) =>
  shop.client.get(`${path}?${new URLSearchParams(query).toString()}`);

test('a calendar reads the posts and the plans of its days in a request each, and accounts say what needs them', async () => {
  const { id: account } = await anAccount(api, shop);
  const first = await aScheduledPost(shop, { scheduled_time: hours(24) });
  const second = await aScheduledPost(shop, { scheduled_time: hours(48), caption: 'x'.repeat(279) });
  const later = await aScheduledPost(shop, { scheduled_time: hours(24 * 40) });
  const span = { from: hours(0), until: hours(24 * 7) };

  const { body: page } = await read('/api/scheduler/calendar', span);
  expect(page).toMatchObject({ count: 2, next: null });
  expect(page.results).toEqual([
    {
      id: first.id,
      scheduled_time: first.scheduled_time,
      state: 'scheduled',
      caption: 'a lighthouse',
      image: null,
      targets: [expect.objectContaining({ connection_id: account, platform: 'twitter', state: 'planned' })],
    },
    expect.objectContaining({ id: second.id }),
  ]);
  const { body: one } = await read('/api/scheduler/calendar', { ...span, page_size: '1' });
  expect(one.results).toHaveLength(1);
  expect(one.next).toContain('page=2');

  const { body: plan } = await shop.client.post(`${plans}/`, {
    ...{ name: 'Each morning', frequency: 'daily', time_of_day: '10:00', timezone: 'Europe/Paris' },
    platforms: ['twitter', 'instagram'],
  });
  const { body: due } = await read(`${plans}/occurrences`, {
    from: '2027-03-26T23:00:00Z',
    until: '2027-03-29T22:00:00Z',
  });
  expect(due).toEqual([
    {
      id: plan.id,
      name: 'Each morning',
      platforms: ['twitter', 'instagram'],
      connection_ids: [],
      occurrences: ['2027-03-27T09:00:00.000Z', '2027-03-28T08:00:00.000Z', '2027-03-29T08:00:00.000Z'],
    },
  ]);

  const { body: connections } = await shop.client.get('/api/social-media/connections');
  expect(connections).toEqual([
    expect.objectContaining({
      id: account,
      what_to_do: null,
      depends_on: { scheduled_posts: 3, plans: [{ id: plan.id, name: 'Each morning' }] },
    }),
  ]);
  expect(later.id).toBeGreaterThan(second.id);
});

test('plans that rest are not due, and nobody asks for years at once', async () => {
  const { body: found } = await shop.client.get(`${plans}/`);
  await shop.client.post(`${plans}/${found.results[0].id}/pause`);
  const soon = await read(`${plans}/occurrences`, { from: hours(0), until: hours(48) });
  expect(soon.body).toEqual([]);
  const long = await read(`${plans}/occurrences`, { from: hours(0), until: hours(24 * 400) });
  expect(long.body.details).toMatchObject({ until: [expect.stringContaining('100')] });
});
