import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { atelier, max, startSyncedShops, syncsOf, type SyncedShops } from '../support/syncedShops.ts';

/** Accounts whose platform or token does not let them be synced, beside those that go on. */

let shops: SyncedShops;
beforeAll(async () => {
  shops = await startSyncedShops();
  await shops.firstSyncs();
});
afterAll(() => shops.stack.close());

describe('when a platform does not play along', () => {
  test('an account that it throttles is left alone as long as it asks, by every worker', async () => {
    await shops.fault(max, 'rate_limited', { retryAfterSeconds: 25_000 });
    expect(await shops.syncNow(shops.workshop.id)).toMatchObject({
      sync_status: 'skipped',
      error_code: 'rate_limited',
    });
    expect(await shops.syncNow(shops.workshop.id)).toMatchObject({ sync_status: 'skipped', calls: 0 });
    const asked = await shops.ben.client.post('/api/social-media/sync', {});
    expect(asked).toMatchObject({
      status: 202,
      body: {
        message: expect.stringContaining('Aucune'),
        connections: [],
        skipped: [{ id: shops.workshop.id, reason_code: 'held', until: expect.any(String) }],
      },
    });
    expect(asked.body.skipped[0].reason).toMatch(/^La plateforme ne veut aucun appel avant le \d/);
    await rows('update social_media_connections set held_until = null returning 1 as freed');
    expect(await shops.syncNow(shops.workshop.id)).toMatchObject({ sync_status: 'success' });
  });

  test('one account that fails does not hold up the others, and is tried again', async () => {
    await shops.fault(atelier, 'server_error', { times: 1 });
    const [broken, whole] = [
      (await syncsOf(shops.studio.id)).length,
      (await syncsOf(shops.workshop.id)).length,
    ];
    await startWorkflow('syncAllConnections', {}, null);
    await eventually(async () => {
      expect((await syncsOf(shops.studio.id))[broken]).toMatchObject({
        sync_status: 'failed',
        error_code: 'platform_unavailable',
      });
      expect((await syncsOf(shops.workshop.id))[whole]).toMatchObject({ sync_status: 'success' });
    });
    const { body } = await shops.ada.client.get(`/api/social-media/connections/${shops.studio.id}/status`);
    expect(body.status).not.toBe('error');
    await shops.end('sync-all-connections');
    expect(await shops.syncNow(shops.studio.id)).toMatchObject({ sync_status: 'success' });
  });

  test('an account that used up what its platform allows waits for the next window', async () => {
    await rows(
      `insert into social_media_sync_logs
         (connection_id, project_id, platform, sync_type, sync_status, duration_ms, calls)
       select id, project_id, platform, 'sync', 'success', 1, 100 from social_media_connections where id = $1
       returning 1 as written`,
      [shops.workshop.id],
    );
    expect(await shops.syncNow(shops.workshop.id)).toMatchObject({ sync_status: 'skipped', calls: 0 });
    const { body } = await shops.ben.client.post('/api/social-media/sync', {});
    expect(body).toMatchObject({
      connections: [],
      skipped: [{ id: shops.workshop.id, status: 'active', reason_code: 'calls_used_up' }],
    });
    expect(new Date(body.skipped[0].until).getTime()).toBeGreaterThan(Date.now());
    await rows('delete from social_media_sync_logs where calls = 100 returning 1 as gone');
  });

  test('a connection in error is repaired by the next repair', async () => {
    await rows(
      `update social_media_connections set connection_status = 'error', status_reason = 'platform_rejected'
       where id = $1 returning 1 as broken`,
      [shops.workshop.id],
    );
    const told = await shops.ben.client.get(`/api/social-media/connections/${shops.workshop.id}/status`);
    expect(told.body).toMatchObject({ status: 'error', reason: expect.stringContaining('refusé') });
    expect(await shops.run('repairConnections', {})).toMatchObject({ success: 1, failed: 0 });
    const { body } = await shops.ben.client.get(`/api/social-media/connections/${shops.workshop.id}/status`);
    expect(body).toMatchObject({ status: 'active', reason: null });
  });

  test('a connection whose token has expired is left to its owner, who alone can mend it', async () => {
    const mark = (status: string) =>
      rows(`update social_media_connections set connection_status = $2 where id = $1 returning 1 as marked`, [
        shops.studio.id,
        status,
      ]);
    const before = await syncsOf(shops.studio.id);
    await mark('expired');
    expect(await shops.run('repairConnections', {})).toMatchObject({ success: 0, failed: 0 });
    expect(await syncsOf(shops.studio.id)).toEqual(before);
    await mark('active');
  });

  test('the token of a connection in error is refreshed all the same: it must not lapse meanwhile', async () => {
    await rows(
      `update social_media_connections set connection_status = 'error', status_reason = 'platform_unavailable',
         refreshed_at = now() - interval '1 day', token_expires_at = now() + interval '10 minutes'
       where id = $1 returning 1 as broken`,
      [shops.workshop.id],
    );
    await shops.run('refreshExpiringTokens', {});
    // It stays in error until its figures come: its token was not what was wrong.
    const token = `select token_expires_at > now() + interval '1 hour' as fresh, connection_status as status,
         status_reason as reason from social_media_connections where id = $1`;
    const mended = { fresh: true, status: 'error', reason: 'platform_unavailable' };
    expect(await row(token, [shops.workshop.id])).toEqual(mended);
    expect(await shops.run('repairConnections', {})).toMatchObject({ success: 1 });
  });

  test('a disconnected account is synced no more, whoever asks', async () => {
    const id = await shops.aDisconnectedAccount();
    expect(await shops.run('syncConnection', { connectionId: id })).toBe('gone');
    expect(await shops.run('syncConnection', { connectionId: randomUUID() })).toBe('gone');
    expect(await syncsOf(id)).toHaveLength(1);
  });
});
