import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson } from '../support/people.ts';
import { startSyncedShops, syncsOf, type SyncedShops } from '../support/syncedShops.ts';

let shops: SyncedShops;
beforeAll(async () => {
  shops = await startSyncedShops();
});
afterAll(() => shops.stack.close());

/** Moves the platforms' clock: their tokens expire meanwhile, as ours have not yet learned. */
async function aDayLater(): Promise<void> {
  await shops.stack.sandbox.control('clock', { advanceSeconds: 86_400 });
  await rows(
    `update social_media_connections set refreshed_at = refreshed_at - interval '1 day',
       token_expires_at = token_expires_at - interval '1 day' returning 1 as aged`,
  );
}

describe('a connected account', () => {
  test('shows its figures within seconds, by itself', async () => {
    const stats = await eventually(async () => {
      const { body } = await shops.ada.client.get('/api/social-media/stats');
      expect(body).toMatchObject([{ recorded_at: expect.any(String) }]);
      return body[0];
    });
    expect(stats).toMatchObject({
      connection_id: shops.studio.id,
      platform: 'tiktok',
      username: 'atelier.lune',
      last_synced_at: expect.any(String),
      day_figures: [],
    });
    expect(stats.followers).toBeGreaterThanOrEqual(48_200);
    expect(stats.engagement_rate).toBeGreaterThan(0);
    // TikTok tells no reach: that is no zero.
    expect(stats.reach).toBeNull();
    expect(await syncsOf(shops.studio.id)).toEqual([
      { sync_status: 'success', error_code: null, calls: expect.any(Number), sync_type: 'sync' },
    ]);
    const { body } = await shops.ada.client.get(`/api/social-media/connections/${shops.studio.id}/status`);
    expect(body).toMatchObject({ status: 'active', last_sync: expect.any(String) });
  });

  test('has its posts, the best first', async () => {
    const { body } = await shops.ada.client.get('/api/social-media/posts/top?platform=tiktok&limit=3');
    expect(body).toHaveLength(3);
    expect(body[0]).toMatchObject({ connection_id: shops.studio.id, likes: expect.any(Number), saves: null });
    const rates = body.map((post: { engagement_rate: number }) => post.engagement_rate);
    expect(rates).toEqual([...rates].sort((one, other) => other - one));
    const most: Record<'likes' | 'comments' | 'shares', number>[] = (
      await shops.ada.client.get('/api/social-media/posts/top?order=reactions&limit=100')
    ).body;
    const reactions = most.map(({ likes, comments, shares }) => likes + comments + shares);
    expect(reactions).toEqual(reactions.toSorted((one, other) => other - one));
    expect((await shops.ada.client.get('/api/social-media/posts/top?limit=100000')).status).toBe(200);
    const of = async (id: string) =>
      (await shops.ada.client.get(`/api/social-media/posts/top?connection_id=${id}`)).body;
    expect(await of(randomUUID())).toEqual([]);
    const own: { connection_id: string }[] = await of(shops.studio.id);
    expect(new Set(own.map(({ connection_id: id }) => id))).toEqual(new Set([shops.studio.id]));
  });

  test('grows a history: a day later one more point, and changed metrics of its posts', async () => {
    const metrics = async () =>
      Number((await row<{ n: string }>('select count(*) as n from social_media_post_metrics'))?.n);
    expect(await shops.syncNow(shops.studio.id)).toMatchObject({ sync_status: 'success' });
    const before = await metrics();
    await rows(
      `update social_media_stats set recorded_at = recorded_at - interval '8 days', followers = followers - 5
       where connection_id = $1 returning 1 as moved`,
      [shops.studio.id],
    );
    await aDayLater();
    expect(await shops.syncNow(shops.studio.id)).toMatchObject({ sync_status: 'success' });
    expect(await metrics()).toBeGreaterThan(before);

    const { body: history } = await shops.ada.client.get(
      '/api/social-media/stats/history?platform=tiktok&days=30',
    );
    expect(history).toHaveLength(2);
    expect(history[1].followers).toBeGreaterThan(history[0].followers);
    expect((await shops.ada.client.get('/api/social-media/stats/history?days=3')).body).toHaveLength(1);
    expect((await shops.ada.client.get('/api/social-media/stats/history?platform=reddit')).body).toEqual([]);
  });

  test('makes the dashboard', async () => {
    const { body } = await shops.ada.client.get('/api/social-media/dashboard');
    expect(body).toMatchObject({
      totals: { connections: 1, followers: expect.any(Number), reach: null },
      platforms: [{ platform: 'tiktok', connections: 1 }],
      connections: [{ id: shops.studio.id, platform: 'tiktok' }],
    });
    expect(body.changes.followers).toBeGreaterThanOrEqual(5);
    expect(body.top_posts.length).toBeGreaterThan(0);
    // TikTok tells the likes of all its account's life, and no day's.
    expect(body.totals).toMatchObject({ likes: null, lifetime: { likes: expect.any(Number), views: null } });
    const now = Date.now();
    const since = new Date(now - 30 * 24 * 60 * 60_000).toISOString();
    const { body: recent } = await shops.ada.client.get(
      `/api/social-media/posts/top?limit=100&published_after=${since}&published_before=${new Date(now).toISOString()}`,
    );
    expect(body.recent_posts).toMatchObject({
      posts: recent.length,
      likes: recent.reduce((sum: number, { likes }: { likes: number }) => sum + likes, 0),
    });
    expect(Object.values(body.connections_by_status)).toEqual([1]);
  });
});

describe('a sync that is asked for', () => {
  test('says what it does, and does it', async () => {
    const count = (await syncsOf(shops.studio.id)).length;
    const { status, body } = await shops.ada.client.post('/api/social-media/sync', { platforms: ['tiktok'] });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      connections: [
        { id: shops.studio.id, platform: 'tiktok', task_id: `sync-connection/${shops.studio.id}` },
      ],
      skipped: [],
    });
    await shops.syncEnded(shops.studio.id);
    expect((await syncsOf(shops.studio.id)).length).toBe(count + 1);
  });

  test('names platforms that exist; without any it is about all', async () => {
    const unknown = await shops.ben.client.post('/api/social-media/sync', { platforms: ['myspace'] });
    expect(unknown).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const all = await shops.ben.client.post('/api/social-media/sync');
    expect(all).toMatchObject({ status: 202, body: { connections: [{ id: shops.workshop.id }] } });
    await shops.syncEnded(shops.workshop.id);
    const none = await shops.operator.client.post('/api/social-media/sync', { platforms: ['tiktok'] });
    expect(none).toMatchObject({ status: 202, body: { connections: [], skipped: [] } });
  });

  test('is allowed five times a minute, of which what was malformed is none', async () => {
    const statuses = [];
    const { client } = await aPerson(shops.stack.api, 'hasty');
    for (const body of [{ platforms: 'tiktok' }, { platforms: ['myspace'] }, { all: true }])
      for (let time = 0; time < 2; time += 1)
        expect((await client.post('/api/social-media/sync', body)).status).toBe(400);
    for (let time = 0; time < 6; time += 1)
      statuses.push((await client.post('/api/social-media/sync', {})).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  });
});
