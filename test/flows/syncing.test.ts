import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { workflows, type WorkflowInputs, type WorkflowName } from '../../contracts/workflows.ts';
import { row, rows } from '../../db/query.ts';
import { connect } from '../support/connecting.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

const [atelier, max, newcomer] = [
  '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL',
  '-000QnhbTXkGWqd8hUTZ0vIMdMIrDEEo61vF',
  '-000bJlPtvMjRnEcxKpD1ZfYwAqHs7uNoGhV',
];
let stack: TestStack;
let ada: TestPerson;
let ben: TestPerson;
let operator: TestPerson;
let studio: Awaited<ReturnType<typeof connect>>;
let workshop: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  stack = await startTestStack();
  [ada, ben, operator] = await Promise.all([
    aPerson(stack.api, 'ada'),
    aPerson(stack.api, 'ben'),
    aPerson(stack.api, 'operator'),
  ]);
  await grantAdmin(operator.email);
  studio = await connect(stack.api, ada, 'tiktok', atelier);
  workshop = await connect(stack.api, ben, 'tiktok', max);
});
afterAll(() => stack.close());

/** The logs of a connection's syncs, the oldest first. */
const syncsOf = (connectionId: string) =>
  rows<{ sync_status: string; error_code: string | null; calls: number; sync_type: string }>(
    `select sync_status, error_code, calls, sync_type from social_media_sync_logs
     where connection_id = $1 and sync_type <> 'refresh' order by created_at, id`,
    [connectionId],
  );

/** Waits until everything that was promised so far, and is due, has been handed to Temporal. */
const handedOver = () =>
  eventually(async () =>
    expect(await rows('select from outbox where available_at <= now() or attempts > 0')).toEqual([]),
  );

/** Waits until a connection's sync that was asked for has ended. */
async function syncEnded(connectionId: string): Promise<void> {
  await handedOver();
  await stack.temporal.workflow.getHandle(`sync-connection/${connectionId}`).result();
}

/** Starts a workflow as the API does, and waits for its end. */
async function run<Name extends WorkflowName>(workflow: Name, input: WorkflowInputs[Name]): Promise<unknown> {
  await startWorkflow(workflow, input, null);
  await handedOver();
  return stack.temporal.workflow.getHandle(workflows[workflow].id(input)).result();
}

/** Syncs a connection by one attempt, and returns the log of it; a workflow that then waits is ended. */
async function syncNow(connectionId: string) {
  const before = (await syncsOf(connectionId)).length;
  await startWorkflow('syncConnection', { connectionId }, null);
  await handedOver();
  const log = await eventually(async () => {
    const last = (await syncsOf(connectionId))[before];
    expect(last).toBeDefined();
    return last;
  });
  await end(`sync-connection/${connectionId}`);
  return log;
}

/** Ends a workflow, if it still runs. */
async function end(workflowId: string): Promise<void> {
  try {
    await stack.temporal.workflow.getHandle(workflowId).terminate();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

const control = async (path: string, order: object) => {
  const response = await fetch(`${stack.sandbox.url}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  expect(response.ok).toBe(true);
};
const fault = (order: object) => control('faults', { standIn: 'tiktok', ...order });

/** Moves the platforms' clock: their tokens expire meanwhile, as ours have not yet learned. */
async function aDayLater(): Promise<void> {
  await control('clock', { advanceSeconds: 86_400 });
  await rows(
    `update social_media_connections set refreshed_at = refreshed_at - interval '1 day',
       token_expires_at = token_expires_at - interval '1 day' returning 1 as aged`,
  );
}

describe('a connected account', () => {
  test('shows its figures within seconds, by itself', async () => {
    const stats = await eventually(async () => {
      const { body } = await ada.client.get('/api/social-media/stats');
      expect(body).toMatchObject([{ recorded_at: expect.any(String) }]);
      return body[0];
    });
    expect(stats).toMatchObject({
      connection_id: studio.id,
      platform: 'tiktok',
      username: 'atelier.lune',
      last_synced_at: expect.any(String),
      day_figures: [],
    });
    expect(stats.followers).toBeGreaterThanOrEqual(48_200);
    expect(stats.engagement_rate).toBeGreaterThan(0);
    // TikTok tells no reach: that is no zero.
    expect(stats.reach).toBeNull();
    expect(await syncsOf(studio.id)).toEqual([
      { sync_status: 'success', error_code: null, calls: expect.any(Number), sync_type: 'sync' },
    ]);
    const { body } = await ada.client.get(`/api/social-media/connections/${studio.id}/status`);
    expect(body).toMatchObject({ status: 'active', last_sync: expect.any(String) });
  });

  test('has its posts, the best first', async () => {
    const { body } = await ada.client.get('/api/social-media/posts/top?platform=tiktok&limit=3');
    expect(body).toHaveLength(3);
    expect(body[0]).toMatchObject({ connection_id: studio.id, likes: expect.any(Number), saves: null });
    const rates = body.map((post: { engagement_rate: number }) => post.engagement_rate);
    expect(rates).toEqual([...rates].sort((one, other) => other - one));
    const most: Record<'likes' | 'comments' | 'shares', number>[] = (
      await ada.client.get('/api/social-media/posts/top?order=reactions&limit=100')
    ).body;
    const reactions = most.map(({ likes, comments, shares }) => likes + comments + shares);
    expect(reactions).toEqual(reactions.toSorted((one, other) => other - one));
    expect((await ada.client.get('/api/social-media/posts/top?limit=100000')).status).toBe(200);
    const of = async (id: string) =>
      (await ada.client.get(`/api/social-media/posts/top?connection_id=${id}`)).body;
    expect(await of(randomUUID())).toEqual([]);
    const own: { connection_id: string }[] = await of(studio.id);
    expect(new Set(own.map(({ connection_id: id }) => id))).toEqual(new Set([studio.id]));
  });

  test('grows a history: a day later one more point, and changed metrics of its posts', async () => {
    const metrics = async () =>
      Number((await row<{ n: string }>('select count(*) as n from social_media_post_metrics'))?.n);
    expect(await syncNow(studio.id)).toMatchObject({ sync_status: 'success' });
    const before = await metrics();
    await rows(
      `update social_media_stats set recorded_at = recorded_at - interval '8 days', followers = followers - 5
       where connection_id = $1 returning 1 as moved`,
      [studio.id],
    );
    await aDayLater();
    expect(await syncNow(studio.id)).toMatchObject({ sync_status: 'success' });
    expect(await metrics()).toBeGreaterThan(before);

    const { body: history } = await ada.client.get('/api/social-media/stats/history?platform=tiktok&days=30');
    expect(history).toHaveLength(2);
    expect(history[1].followers).toBeGreaterThan(history[0].followers);
    expect((await ada.client.get('/api/social-media/stats/history?days=3')).body).toHaveLength(1);
    expect((await ada.client.get('/api/social-media/stats/history?platform=reddit')).body).toEqual([]);
  });

  test('makes the dashboard', async () => {
    const { body } = await ada.client.get('/api/social-media/dashboard');
    expect(body).toMatchObject({
      totals: { connections: 1, followers: expect.any(Number), reach: null },
      platforms: [{ platform: 'tiktok', connections: 1 }],
      connections: [{ id: studio.id, platform: 'tiktok' }],
    });
    expect(body.changes.followers).toBeGreaterThanOrEqual(5);
    expect(body.top_posts.length).toBeGreaterThan(0);
    // TikTok tells the likes of all its account's life, and no day's.
    expect(body.totals).toMatchObject({ likes: null, lifetime: { likes: expect.any(Number), views: null } });
    const now = Date.now();
    const since = new Date(now - 30 * 24 * 60 * 60_000).toISOString();
    const { body: recent } = await ada.client.get(
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
    const count = (await syncsOf(studio.id)).length;
    const { status, body } = await ada.client.post('/api/social-media/sync', { platforms: ['tiktok'] });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      connections: [{ id: studio.id, platform: 'tiktok', task_id: `sync-connection/${studio.id}` }],
      skipped: [],
    });
    await syncEnded(studio.id);
    expect((await syncsOf(studio.id)).length).toBe(count + 1);
  });

  test('names platforms that exist; without any it is about all', async () => {
    const unknown = await ben.client.post('/api/social-media/sync', { platforms: ['myspace'] });
    expect(unknown).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    const all = await ben.client.post('/api/social-media/sync');
    expect(all).toMatchObject({ status: 202, body: { connections: [{ id: workshop.id }] } });
    await syncEnded(workshop.id);
    const none = await operator.client.post('/api/social-media/sync', { platforms: ['tiktok'] });
    expect(none).toMatchObject({ status: 202, body: { connections: [], skipped: [] } });
  });

  test('is allowed five times a minute, of which what was malformed is none', async () => {
    const statuses = [];
    const { client } = await aPerson(stack.api, 'hasty');
    for (const body of [{ platforms: 'tiktok' }, { platforms: ['myspace'] }, { all: true }])
      for (let time = 0; time < 2; time += 1)
        expect((await client.post('/api/social-media/sync', body)).status).toBe(400);
    for (let time = 0; time < 6; time += 1)
      statuses.push((await client.post('/api/social-media/sync', {})).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  });
});

describe('when a platform does not play along', () => {
  test('an account that it throttles is left alone as long as it asks, by every worker', async () => {
    await fault({ fault: 'rate_limited', match: max, retryAfterSeconds: 25_000 });
    expect(await syncNow(workshop.id)).toMatchObject({ sync_status: 'skipped', error_code: 'rate_limited' });
    expect(await syncNow(workshop.id)).toMatchObject({ sync_status: 'skipped', calls: 0 });
    const asked = await ben.client.post('/api/social-media/sync', {});
    expect(asked).toMatchObject({
      status: 202,
      body: {
        message: expect.stringContaining('Aucune'),
        connections: [],
        skipped: [{ id: workshop.id, reason_code: 'held', until: expect.any(String) }],
      },
    });
    expect(asked.body.skipped[0].reason).toMatch(/^La plateforme ne veut aucun appel avant le \d/);
    await rows('update social_media_connections set held_until = null returning 1 as freed');
    expect(await syncNow(workshop.id)).toMatchObject({ sync_status: 'success' });
  });

  test('one account that fails does not hold up the others, and is tried again', async () => {
    await fault({ fault: 'server_error', match: atelier, times: 1 });
    const [broken, whole] = [(await syncsOf(studio.id)).length, (await syncsOf(workshop.id)).length];
    await startWorkflow('syncAllConnections', {}, null);
    await eventually(async () => {
      expect((await syncsOf(studio.id))[broken]).toMatchObject({
        sync_status: 'failed',
        error_code: 'platform_unavailable',
      });
      expect((await syncsOf(workshop.id))[whole]).toMatchObject({ sync_status: 'success' });
    });
    const { body } = await ada.client.get(`/api/social-media/connections/${studio.id}/status`);
    expect(body.status).not.toBe('error');
    await end('sync-all-connections');
    expect(await syncNow(studio.id)).toMatchObject({ sync_status: 'success' });
  });

  test('an account that used up what its platform allows waits for the next window', async () => {
    await rows(
      `insert into social_media_sync_logs
         (connection_id, project_id, platform, sync_type, sync_status, duration_ms, calls)
       select id, project_id, platform, 'sync', 'success', 1, 100 from social_media_connections where id = $1
       returning 1 as written`,
      [workshop.id],
    );
    expect(await syncNow(workshop.id)).toMatchObject({ sync_status: 'skipped', calls: 0 });
    const { body } = await ben.client.post('/api/social-media/sync', {});
    expect(body).toMatchObject({
      connections: [],
      skipped: [{ id: workshop.id, status: 'active', reason_code: 'calls_used_up' }],
    });
    expect(new Date(body.skipped[0].until).getTime()).toBeGreaterThan(Date.now());
    await rows('delete from social_media_sync_logs where calls = 100 returning 1 as gone');
  });

  test('a connection in error is repaired by the next repair', async () => {
    await rows(
      `update social_media_connections set connection_status = 'error', status_reason = 'platform_rejected'
       where id = $1 returning 1 as broken`,
      [workshop.id],
    );
    const told = await ben.client.get(`/api/social-media/connections/${workshop.id}/status`);
    expect(told.body).toMatchObject({ status: 'error', reason: expect.stringContaining('refusé') });
    expect(await run('repairConnections', {})).toMatchObject({ success: 1, failed: 0 });
    const { body } = await ben.client.get(`/api/social-media/connections/${workshop.id}/status`);
    expect(body).toMatchObject({ status: 'active', reason: null });
  });

  test('a connection whose token has expired is left to its owner, who alone can mend it', async () => {
    const mark = (status: string) =>
      rows(`update social_media_connections set connection_status = $2 where id = $1 returning 1 as marked`, [
        studio.id,
        status,
      ]);
    const before = await syncsOf(studio.id);
    await mark('expired');
    expect(await run('repairConnections', {})).toMatchObject({ success: 0, failed: 0 });
    expect(await syncsOf(studio.id)).toEqual(before);
    await mark('active');
  });

  test('the token of a connection in error is refreshed all the same: it must not lapse meanwhile', async () => {
    await rows(
      `update social_media_connections set connection_status = 'error', status_reason = 'platform_unavailable',
         refreshed_at = now() - interval '1 day', token_expires_at = now() + interval '10 minutes'
       where id = $1 returning 1 as broken`,
      [workshop.id],
    );
    await run('refreshExpiringTokens', {});
    // It stays in error until its figures come: its token was not what was wrong.
    const token = `select token_expires_at > now() + interval '1 hour' as fresh, connection_status as status,
         status_reason as reason from social_media_connections where id = $1`;
    const mended = { fresh: true, status: 'error', reason: 'platform_unavailable' };
    expect(await row(token, [workshop.id])).toEqual(mended);
    expect(await run('repairConnections', {})).toMatchObject({ success: 1 });
  });

  test('a disconnected account is synced no more, whoever asks', async () => {
    const { id } = await connect(stack.api, ben, 'tiktok', newcomer);
    await eventually(async () => expect(await syncsOf(id)).toHaveLength(1));
    await syncEnded(id);
    expect((await ben.client.delete(`/api/social-media/connections/${id}`)).status).toBeLessThan(300);
    await handedOver();
    expect(await run('syncConnection', { connectionId: id })).toBe('gone');
    expect(await run('syncConnection', { connectionId: randomUUID() })).toBe('gone');
    expect(await syncsOf(id)).toHaveLength(1);
  });
});

describe('administrators', () => {
  const paths = [
    '/api/social-media/admin/sync-logs',
    '/api/social-media/admin/health',
    '/api/social-media/admin/top-influencers',
  ];

  test('alone see what crosses projects', async () => {
    for (const path of paths) {
      expect(await ada.client.get(path)).toMatchObject({ status: 403, body: { code: 'admin_only' } });
      expect((await operator.client.get(path)).status).toBe(200);
    }
    const refresh = await ada.client.post('/api/social-media/admin/refresh-tokens');
    expect(refresh).toMatchObject({ status: 403, body: { code: 'admin_only' } });
  });

  test('refresh what expires soon', async () => {
    const path = '/api/social-media/admin/refresh-tokens?days_before=1';
    const before = await row('select refreshed_at from social_media_connections where id = $1', [studio.id]);
    await rows(
      `update social_media_connections set refreshed_at = now() - interval '1 hour' returning 1 as moved`,
    );
    expect(await operator.client.post(path)).toMatchObject({
      status: 202,
      body: { task_id: 'refresh-expiring-tokens/1' },
    });
    await eventually(async () => {
      const after = await row<{ refreshed_at: Date; recent: boolean }>(
        `select refreshed_at, refreshed_at > now() - interval '1 minute' as recent
         from social_media_connections where id = $1`,
        [studio.id],
      );
      expect(after?.recent).toBe(true);
      expect(after).not.toEqual(before);
    });
  });

  test('read the logs by status and platform, by pages', async () => {
    const { body } = await operator.client.get('/api/social-media/admin/sync-logs?status=failed&page_size=1');
    expect(body).toMatchObject({
      results: [
        {
          ...{ sync_status: 'failed', error_code: 'platform_unavailable' },
          ...{ account_name: expect.any(String), project_name: expect.any(String) },
        },
      ],
    });
    expect(body.count).toBeGreaterThanOrEqual(1);
    expect((await operator.client.get('/api/social-media/admin/sync-logs?platform=reddit')).body.count).toBe(
      0,
    );
    expect((await operator.client.get('/api/social-media/admin/sync-logs?status=lost')).status).toBe(400);
  });

  test('see the four figures beside their targets', async () => {
    const { body } = await operator.client.get('/api/social-media/admin/health');
    expect(body.figures).toMatchObject({
      sync_success: { target: '> 95', unit: 'percent' },
      mean_sync_duration: { target: '< 5', unit: 'seconds', met: true },
      expired_tokens: { value: 0, target: '< 1', met: true },
      connections_in_error: { value: 0, target: '< 5', met: true },
    });
    expect(body.counted.connections).toBe(2);
  });

  test('see the ranking once the views are fresh', async () => {
    await run('refreshViews', {});
    const { body } = await operator.client.get('/api/social-media/admin/top-influencers');
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
      `SELECT connection_status FROM social_media_connections WHERE id = '${studio.id}';`,
    );
    expect(one).toEqual([{ connection_status: 'active' }]);
  });

  test('start a job by hand and see its id and its outcome', async () => {
    const job = async (...words: string[]) => {
      const env = { ...stack.api.environment, PATH: process.env.PATH };
      return (await promisify(execFile)(process.execPath, ['bin/job.ts', ...words], { env })).stdout;
    };
    expect(await job('repair-connections')).toBe('repair-connections: no connection is in error\n');
    await rows(
      `update social_media_connections set held_until = now() + interval '10 hours' where id = $1
       returning 1 as held`,
      [workshop.id],
    );
    expect(await job('sync-connection', workshop.id)).toMatch(/: put off: TikTok asked to wait/);
    await rows('update social_media_connections set held_until = null returning 1 as freed');
    const wrong = (stderr: RegExp, ...words: string[]) =>
      expect(job(...words)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(stderr) });
    await wrong(/one of:\n {2}refresh-tokens/, 'make-coffee');
    await wrong(/one of:/, 'toString');
    await wrong(/one of:/, 'sync-connection', workshop.id, studio.id);
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
    expect(await run('cleanUpLogs', {})).toBeGreaterThanOrEqual(1);
    expect(
      await row(`select from social_media_sync_logs where created_at < now() - interval '90 days'`),
    ).toBeUndefined();
  });
});
