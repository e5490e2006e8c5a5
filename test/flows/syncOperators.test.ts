import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { atelier, startSyncedShops, type SyncedShops } from '../support/syncedShops.ts';

/** What operators see of all projects' syncs, and what they start by hand. */

let shops: SyncedShops;
beforeAll(async () => {
  shops = await startSyncedShops();
  await shops.firstSyncs();
  await shops.aDisconnectedAccount();
  await shops.fault(atelier, 'server_error', { times: 1 });
  expect(await shops.syncNow(shops.studio.id)).toMatchObject({ sync_status: 'failed' });
  expect(await shops.syncNow(shops.studio.id)).toMatchObject({ sync_status: 'success' });
});
afterAll(() => shops.stack.close());

describe('administrators', () => {
  const paths = [
    '/api/social-media/admin/sync-logs',
    '/api/social-media/admin/health',
    '/api/social-media/admin/top-influencers',
  ];

  test('alone see what crosses projects', async () => {
    for (const path of paths) {
      expect(await shops.ada.client.get(path)).toMatchObject({ status: 403, body: { code: 'admin_only' } });
      expect((await shops.operator.client.get(path)).status).toBe(200);
    }
    const refresh = await shops.ada.client.post('/api/social-media/admin/refresh-tokens');
    expect(refresh).toMatchObject({ status: 403, body: { code: 'admin_only' } });
  });

  test('refresh what expires soon', async () => {
    const path = '/api/social-media/admin/refresh-tokens?days_before=1';
    const before = await row('select refreshed_at from social_media_connections where id = $1', [
      shops.studio.id,
    ]);
    await rows(
      `update social_media_connections set refreshed_at = now() - interval '1 hour' returning 1 as moved`,
    );
    expect(await shops.operator.client.post(path)).toMatchObject({
      status: 202,
      body: { task_id: 'refresh-expiring-tokens/1' },
    });
    await eventually(async () => {
      const after = await row<{ refreshed_at: Date; recent: boolean }>(
        `select refreshed_at, refreshed_at > now() - interval '1 minute' as recent
         from social_media_connections where id = $1`,
        [shops.studio.id],
      );
      expect(after?.recent).toBe(true);
      expect(after).not.toEqual(before);
    });
  });

  test('read the logs by status and platform, by pages', async () => {
    const { body } = await shops.operator.client.get(
      '/api/social-media/admin/sync-logs?status=failed&page_size=1',
    );
    expect(body).toMatchObject({
      results: [
        {
          ...{ sync_status: 'failed', error_code: 'platform_unavailable' },
          ...{ account_name: expect.any(String), project_name: expect.any(String) },
        },
      ],
    });
    expect(body.count).toBeGreaterThanOrEqual(1);
    expect(
      (await shops.operator.client.get('/api/social-media/admin/sync-logs?platform=reddit')).body.count,
    ).toBe(0);
    expect((await shops.operator.client.get('/api/social-media/admin/sync-logs?status=lost')).status).toBe(
      400,
    );
  });

  test('see the four figures beside their targets', async () => {
    const { body } = await shops.operator.client.get('/api/social-media/admin/health');
    expect(body.figures).toMatchObject({
      sync_success: { target: '> 95', unit: 'percent' },
      mean_sync_duration: { target: '< 5', unit: 'seconds', met: true },
      expired_tokens: { value: 0, target: '< 1', met: true },
      connections_in_error: { value: 0, target: '< 5', met: true },
    });
    expect(body.counted.connections).toBe(2);
  });

  test('see the ranking once the views are fresh', async () => {
    await shops.run('refreshViews', {});
    const { body } = await shops.operator.client.get('/api/social-media/admin/top-influencers');
    expect(body.map((each: { rank: number }) => each.rank)).toEqual([1, 2]);
    expect(body[0].engagement_rate).toBeGreaterThanOrEqual(body[1].engagement_rate);
  });
});

describe('operators', () => {
  test("run the guide's monitoring queries as they stand", async () => {
    const active = await rows(`SELECT platform, COUNT(*) as count
FROM social_media_connections
WHERE connection_status = 'active'
GROUP BY platform;`);
    expect(active).toEqual([{ platform: 'tiktok', count: '2' }]);
    expect((await rows('SELECT * FROM get_expiring_connections(7);')).length).toBe(2);
    const synced = await rows(`SELECT
    u.email,
    smc.platform,
    smc.last_synced_at,
    smc.connection_status
FROM social_media_connections smc
JOIN users u ON smc.user_id = u.id
ORDER BY last_synced_at DESC NULLS LAST
LIMIT 20;`);
    expect(synced).toHaveLength(3);
    const failed = await rows(`SELECT * FROM social_media_sync_logs
WHERE sync_status = 'failed'
ORDER BY created_at DESC
LIMIT 50;`);
    expect(failed.length).toBeGreaterThanOrEqual(1);
    const one = await rows(
      `SELECT connection_status FROM social_media_connections WHERE id = '${shops.studio.id}';`,
    );
    expect(one).toEqual([{ connection_status: 'active' }]);
  });

  test('start a job by hand and see its id and its outcome', async () => {
    const job = async (...words: string[]) => {
      const env = { ...shops.stack.api.environment, PATH: process.env.PATH };
      return (await promisify(execFile)(process.execPath, ['bin/job.ts', ...words], { env })).stdout;
    };
    expect(await job('repair-connections')).toBe('repair-connections: no connection is in error\n');
    await rows(
      `update social_media_connections set held_until = now() + interval '10 hours' where id = $1
       returning 1 as held`,
      [shops.workshop.id],
    );
    expect(await job('sync-connection', shops.workshop.id)).toMatch(/: put off: TikTok asked to wait/);
    await rows('update social_media_connections set held_until = null returning 1 as freed');
    const wrong = (stderr: RegExp, ...words: string[]) =>
      expect(job(...words)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(stderr) });
    await wrong(/one of:\n {2}refresh-tokens/, 'make-coffee');
    await wrong(/one of:/, 'toString');
    await wrong(/one of:/, 'sync-connection', shops.workshop.id, shops.studio.id);
    await wrong(
      /"nonsense" is no connection's id: .*\/connections names them/,
      'sync-connection',
      'nonsense',
    );
    await wrong(/there is no connection .*\/connections names them/, 'refresh-token', randomUUID());
    expect(await rows(`select from outbox where input::text like '%nonsense%'`)).toEqual([]);
  });

  test('clean up logs that are older than 90 days', async () => {
    await rows(`update social_media_sync_logs set created_at = now() - interval '91 days'
      where error_code = 'platform_unavailable' returning 1 as aged`);
    expect(await shops.run('cleanUpLogs', {})).toBeGreaterThanOrEqual(1);
    expect(
      await row(`select from social_media_sync_logs where created_at < now() - interval '90 days'`),
    ).toBeUndefined();
  });
});
