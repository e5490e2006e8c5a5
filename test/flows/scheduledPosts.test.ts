import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../support/apiClient.ts';
import { aConnection } from '../support/connections.ts';
import { aPublisher } from '../support/publishing.ts';
import { startScheduler, type Scheduler } from '../support/scheduler.ts';
import { hours } from '../support/scheduling.ts';

/** The list of scheduled posts, and their statistics. */

let scheduler: Scheduler;
beforeAll(async () => {
  scheduler = await startScheduler();
});
afterAll(() => scheduler.close());

describe('GET /api/scheduler/posts and statistics', () => {
  test('filter by status, state, platform and time; count by status and target', async () => {
    const reader = await aPublisher(scheduler, 'reader');
    await aConnection(scheduler.api, reader.projectId, 'twitter');
    await aConnection(scheduler.api, reader.projectId, 'linkedin');
    const make = async (in_: number, post: object) => {
      const request = { scheduled_time: hours(in_), platform: 'twitter', caption: `in ${in_}`, ...post };
      return (await reader.client.post('/api/scheduler/schedule', request)).body.id as number;
    };
    const one = await make(1, {});
    const two = await make(2, {
      platform: undefined,
      targets: [{ platform: 'twitter' }, { platform: 'linkedin' }],
    });
    const three = await make(24 * 90, { draft: true });
    const four = await make(4, {});
    await reader.client.post(`/api/scheduler/posts/${four}/cancel/`);
    const found = async (query: string) => {
      const { body } = await reader.client.get(`/api/scheduler/posts/?${query}`);
      expect(body.count).toBe(body.results.length);
      return body.results.map(({ id }: Json) => id);
    };
    expect(await found('')).toEqual([three, four, two, one]);
    expect(await found('status=cancelled')).toEqual([four]);
    expect(await found('status=scheduled')).toEqual([three, two, one]);
    expect(await found('state=draft')).toEqual([three]);
    expect(await found('platform=linkedin')).toEqual([two]);
    expect(await found(`scheduled_time_after=${hours(1.5)}&scheduled_time_before=${hours(3)}`)).toEqual([
      two,
    ]);
    const sale = await make(5, {
      ...{ platform: undefined, caption: 'Soldes d’ÉTÉ : -100% de stress_libre', hashtags: '#plage' },
      targets: [{ platform: 'twitter' }, { platform: 'linkedin', caption: 'Notre équipe vous attend' }],
    });
    for (const words of ['soldes d’ete', '100%', '100％', 'stress_', '#PLAGE', 'equipe vous'])
      expect([words, await found(`search=${encodeURIComponent(words)}`)]).toEqual([words, [sale]]);
    for (const words of ['1%0', '1％0', 'stress＿libr＿', 'stress.', '%%', '\\', '＼'])
      expect([words, await found(`search=${encodeURIComponent(words)}`)]).toEqual([words, []]);
    expect(await found('search=soldes&state=draft')).toEqual([]);
    await reader.client.post(`/api/scheduler/posts/${sale}/cancel/`);
    await reader.client.delete(`/api/scheduler/posts/${sale}/`);
    expect((await reader.client.get('/api/scheduler/posts/?status=lost')).status).toBe(400);
    const nowhere = await reader.client.get('/api/scheduler/posts/?platform=myspace');
    expect({ status: nowhere.status, fields: Object.keys(nowhere.body.details) }).toEqual({
      ...{ status: 400, fields: ['platform'] },
    });

    const { body } = await reader.client.get('/api/scheduler/statistics/');
    expect(body).toMatchObject({
      total_posts: 4,
      by_status: { scheduled: 3, posted: 0, failed: 0, cancelled: 1 },
      by_state: { draft: 1, scheduled: 2 },
      by_platform: { twitter: 4, linkedin: 1 },
      upcoming_posts: 2,
    });
  });

  test('another project’s posts are not there', async () => {
    const { id } = await scheduler.aPost({ image: await scheduler.anImage() });
    const stranger = await aPublisher(scheduler, 'stranger');
    expect((await stranger.client.get(`/api/scheduler/posts/${id}`)).status).toBe(404);
    for (const query of ['', '?search=noel'])
      expect((await stranger.client.get(`/api/scheduler/posts${query}`)).body.count).toBe(0);
    expect((await scheduler.shop.client.get('/api/scheduler/posts?search=noel')).body.count).toBeGreaterThan(
      0,
    );
  });
});
