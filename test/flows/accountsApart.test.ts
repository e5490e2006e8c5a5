import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DefaultLogger } from '@temporalio/worker';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createJobActivities } from '../../activities/jobs.ts';
import type { TokenKeeper } from '../../activities/tokenKeeper.ts';
import { noCounts, type BatchRequest, type WalkKind } from '../../contracts/syncing.ts';
import { Connection } from '../../db/models/connection.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { row, rows } from '../../db/query.ts';
import { Rejected } from '../../platforms/errors.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { Registry } from '../../platforms/registry.ts';
import { connectAccount, tiktokAccounts } from '../support/consents.ts';
import { keepingOf } from '../support/keeping.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

let api: TestApi;
let sandbox: TestSandbox;
let platforms: Registry;
let keeper: TokenKeeper;
let ada: TestPerson;
let ben: TestPerson;
/** One that something is wrong with, and one that is well. */
let broken: string;
let whole: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url });
  ({ platforms, tokens: keeper } = await keepingOf(api));
  [ada, ben] = await Promise.all([aPerson(api, 'ada'), aPerson(api, 'ben')]);
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
beforeEach(async () => {
  ({ id: broken } = await connectAccount(api, ada.client, 'tiktok', { account: tiktokAccounts.atelier }));
  ({ id: whole } = await connectAccount(api, ben.client, 'tiktok', { account: tiktokAccounts.max }));
});
afterEach(async () => {
  await sandbox.control('reset', {});
  await Connection.destroy({ where: {} });
  await rows('drop function if exists fail cascade');
});

/** Of `broken`, its platform tells this instead of what it would. */
const tellingOfBroken = (told: Partial<Platform>): TokenKeeper => ({
  ...keeper,
  withFreshToken: (id, work, count) =>
    keeper.withFreshToken(
      id,
      ({ platform, call }) => work({ call, platform: id === broken ? { ...platform, ...told } : platform }),
      count,
    ),
});

/** The activities of a worker. */
function jobs(tokens = keeper) {
  const activities = createJobActivities({
    platforms,
    tokens,
    now: () => new Date(),
    connectionsInFlight: 1,
  });
  const run = <Result>(activity: () => Promise<Result>): Promise<Result> =>
    new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR', () => undefined) }).run(activity);
  return {
    sync: (id: string) => run(() => activities.syncOneConnection(id)),
    refresh: (id: string) => run(() => activities.refreshOneToken(id)),
    walk: (kind: WalkKind, since: Date) =>
      run(() => activities.workBatch({ ...everything, kind, since: since.toISOString() })),
  };
}
const everything: Omit<BatchRequest, 'kind' | 'since'> = {
  after: '00000000-0000-0000-0000-000000000000',
  until: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ...{ again: false, lanes: 1 },
};

const logsOf = (connectionId: string) => SyncLog.findAll({ where: { connectionId }, order: ['createdAt'] });
const statusOf = async (id: string) => {
  const { connectionStatus, statusReason } = await Connection.findByPk(id, { rejectOnEmpty: true });
  return { connectionStatus, statusReason };
};

/** Has Postgres refuse what is written to a table, with this code of its, where a condition is true of the row. */
async function refuse(table: string, condition: string, code: string): Promise<void> {
  await rows(`create function fail() returns trigger language plpgsql as
    'begin raise exception ''refused by the test'' using errcode = ''${code}''; end'`);
  await rows(`create trigger fail before insert or update on ${table} for each row when (${condition})
    execute function fail()`);
}
const deadlock = '40P01';
const outOfRange = '22003';

describe('a walk gets past', () => {
  const unreadable = {
    externalId: '1',
    ...{ url: null, kind: 'video' as const, caption: '', thumbnailUrl: null },
    publishedAt: new Date(NaN),
    metrics: {
      ...{ likes: 1, comments: 0, shares: 0, saves: null, views: 1, reach: null },
      ...{ impressions: null, clicks: null },
    },
  };

  test('an account of which what is told cannot be kept: its log says so, and nobody waits for it', async () => {
    const { sync, walk } = jobs(tellingOfBroken({ posts: async () => [unreadable] }));
    const since = new Date();
    const counts = { ...noCounts, failed: 1, success: 1 };
    expect(await walk('sync', since)).toEqual({ next: null, counts, retry: null });
    expect(await logsOf(broken)).toMatchObject([{ syncStatus: 'failed', errorCode: 'unexpected', calls: 2 }]);
    expect(await logsOf(whole)).toMatchObject([{ syncStatus: 'success' }]);
    expect(await statusOf(broken)).toMatchObject({ connectionStatus: 'active' });
    expect(await walk('sync', since)).toMatchObject({ counts: noCounts });

    // It did not pass: the account's people are told that our operators see the cause.
    expect(await sync(broken)).toEqual({ status: 'failed', retryAfterMs: null });
    expect(await statusOf(broken)).toEqual({ connectionStatus: 'error', statusReason: 'unexpected' });
  });

  test('an account of which not even that can be written', async () => {
    await refuse('social_media_sync_logs', `new.connection_id = '${broken}'`, outOfRange);
    const counts = { ...noCounts, failed: 1, success: 1 };
    expect(await jobs().walk('sync', new Date())).toMatchObject({ counts });
    expect(await logsOf(whole)).toMatchObject([{ syncStatus: 'success' }]);
  });

  test('a trouble of the database, which the batch is repeated for, with all the others done', async () => {
    await refuse('social_media_sync_logs', `new.connection_id = '${broken}'`, deadlock);
    const since = new Date();
    await expect(jobs().walk('sync', since)).rejects.toThrow('refused by the test');
    expect(await logsOf(whole)).toMatchObject([{ syncStatus: 'success' }]);
    await rows('drop function fail cascade');
    expect(await jobs().walk('sync', since)).toMatchObject({ counts: { ...noCounts, success: 1 } });
    expect(await logsOf(whole)).toHaveLength(1);
  });

  test('a count that nobody can have', async () => {
    const statistics: Platform['statistics'] = async () => ({
      ...{ followers: 1e19, following: 12, posts: -1, views: null, reach: null },
      ...{ likes: null, comments: null, shares: null },
    });
    expect(await jobs(tellingOfBroken({ statistics })).sync(broken)).toMatchObject({ status: 'success' });
    expect(
      await row('select followers, following, posts from social_media_stats where connection_id = $1', [
        broken,
      ]),
    ).toEqual({ followers: null, following: '12', posts: null });
  });
});

test('a trouble of our database says nothing of a connection, and what it stopped is done again', async () => {
  const refreshedAt = new Date(Date.now() - 2 * 60 * 60_000);
  const tokenExpiresAt = new Date(Date.now() + 60_000);
  await Connection.update({ refreshedAt, tokenExpiresAt }, { where: { id: broken } });
  await refuse('social_media_connections', 'new.refresh_lease is not null', deadlock);
  const { sync, refresh } = jobs();
  await expect(sync(broken)).rejects.toThrow('refused by the test');
  await expect(refresh(broken)).rejects.toThrow('refused by the test');
  expect(await logsOf(broken)).toEqual([]);
  expect(await statusOf(broken)).toEqual({ connectionStatus: 'active', statusReason: null });
  await rows('drop function fail cascade');
  expect(await sync(broken)).toMatchObject({ status: 'success' });
});

test('an account of which a part is refused every day works, for the rest of it does', async () => {
  const posts = () => Promise.reject(new Rejected('TikTok answered 400 (invalid_params)', 'invalid_params'));
  const { sync } = jobs(tellingOfBroken({ posts }));
  for (let day = 1; day <= 2; day += 1) {
    expect(await sync(broken)).toEqual({ status: 'partial', retryAfterMs: null });
    expect(await statusOf(broken)).toEqual({ connectionStatus: 'active', statusReason: null });
  }
});

test('syncs make half of the calls that the platform allows the account, then they wait, and nothing else does', async () => {
  const { id } = await connectAccount(api, ada.client, 'instagram', { account: '17841400008460056' });
  const connection = await Connection.findByPk(id as string, { rejectOnEmpty: true });
  const halfAnHourAgo = new Date(Date.now() - 30 * 60_000);
  await SyncLog.create({
    ...{ connectionId: connection.id, projectId: connection.projectId, platform: 'instagram' },
    ...{ syncType: 'sync', syncStatus: 'success', durationMs: 1, calls: 90, createdAt: halfAnHourAgo },
  });
  const calls = async () => (await sandbox.calls('/instagram/graph')).length;
  const before = await calls();
  const { status, retryAfterMs } = await jobs().sync(connection.id);
  expect(status).toBe('partial');
  expect(retryAfterMs).toBeGreaterThan(29 * 60_000);
  expect(retryAfterMs).toBeLessThanOrEqual(30 * 60_000);
  expect((await calls()) - before).toBe(10);
  expect(await jobs().sync(connection.id)).toMatchObject({ status: 'skipped' });
  expect((await calls()) - before).toBe(10);
  expect((await logsOf(connection.id)).map((log) => log.calls)).toEqual([90, 10, 0]);
  expect(await Connection.findByPk(id as string)).toMatchObject({
    heldUntil: null,
    connectionStatus: 'active',
  });
});
