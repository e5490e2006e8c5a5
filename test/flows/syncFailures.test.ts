import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
import { connectAccount, tiktokAccounts } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { syncByHand } from '../support/syncByHand.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

const hour = 60 * 60_000;
const account = tiktokAccounts.atelier;
let api: TestApi;
let sandbox: TestSandbox;
let ada: TestPerson;
let id: string;
/** Syncs the connection, for somebody who tries again when that makes sense within so long. */
let sync: (retriedWithinMs: number) => Promise<unknown>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url });
  ada = await aPerson(api, 'ada');
  const syncOne = await syncByHand(api);
  sync = (retriedWithinMs) => syncOne(id, retriedWithinMs);
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
beforeEach(async () => {
  ({ id } = await connectAccount(api, ada.client, 'tiktok', { account }));
});
afterEach(async () => {
  await sandbox.control('reset', {});
  await Connection.destroy({ where: {} });
});

const english = { headers: { 'accept-language': 'en' } };
const told = async () => (await ada.client.get(`/api/social-media/connections/${id}/status`, english)).body;
const inList = async () => (await ada.client.get('/api/social-media/connections', english)).body[0];
const broken = (times: number) =>
  sandbox.fault({ standIn: 'tiktok', fault: 'server_error', match: account, times });

test('while a sync fails, its owner sees that it did, why, and when another try comes', async () => {
  await broken(1);
  expect(await sync(hour)).toMatchObject({ status: 'failed' });

  const failure = {
    at: expect.any(String),
    code: 'platform_unavailable',
    reason: 'The last sync failed: the platform did not answer as it should',
    next_try_at: expect.any(String),
  };
  const status = await told();
  expect(status).toMatchObject({
    status: 'active',
    ...{ reason: failure.reason, reason_code: 'sync_failed', last_sync_failure: failure },
    what_to_do: expect.stringMatching(/^Nothing: the next try comes at \d+ .*UTC$/),
  });
  const waits = new Date(status.last_sync_failure.next_try_at).getTime() - Date.now();
  expect(waits).toBeGreaterThan(0);
  expect(waits).toBeLessThanOrEqual(60_000);
  expect(await inList()).toMatchObject({ reason: failure.reason, last_sync_failure: failure });

  expect(await sync(hour)).toMatchObject({ status: 'success' });
  const mended = { reason: null, what_to_do: null, last_sync_failure: null };
  expect(await told()).toMatchObject({ ...mended, reason_code: null });
  expect(await inList()).toMatchObject(mended);
});

test('after the last try, the next one is the daily job’s that is about such a connection', async () => {
  await broken(2);
  const next = async () => new Date((await told()).last_sync_failure.next_try_at);
  await sync(0);
  expect((await next()).toISOString()).toMatch(/T08:00:00.000Z$/);
  expect((await next()).getTime()).toBeGreaterThan(Date.now());
  await sync(0);
  expect(await told()).toMatchObject({ status: 'error', reason_code: 'platform_unavailable' });
  expect((await next()).toISOString()).toMatch(/T10:00:00.000Z$/);
});

test('what only its owner can mend is told as that', async () => {
  await Connection.update(
    { connectionStatus: 'needs_reauth', statusReason: 'token_withdrawn' },
    { where: { id } },
  );
  await sync(0);
  expect(await told()).toMatchObject({ reason_code: 'token_withdrawn', last_sync_failure: null });
});
