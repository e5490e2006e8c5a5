import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Order } from 'sequelize';
import { createTokenKeeper, type TokenKeeper } from '../../activities/tokenKeeper.ts';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { rotateKeys } from '../../commands/rotateKeys.ts';
import { registryOptions } from '../../config/platforms.ts';
import { Connection } from '../../db/models/connection.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { rows } from '../../db/query.ts';
import { createVault, type Vault } from '../../db/vault.ts';
import { NeedsReauthorization, PermissionMissing, RateLimited, Unavailable } from '../../platforms/errors.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import { connectAccount, tiktokAccounts } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

const hour = 60 * 60_000;
const account = tiktokAccounts.max;
const tokenEndpoint = '/tiktok/api/v2/oauth/token/ refresh_token';
const userInfo = '/tiktok/api/v2/user/info/';

let api: TestApi;
let sandbox: TestSandbox;
let keeper: TokenKeeper;
let vault: Vault;
let ada: TestPerson;
let id: string;
/** By how much our clock is ahead. */
let ahead = 0;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url });
  vault = createVault(api.config.ENCRYPTION_KEY ?? '');
  const platforms = await loadPlatforms(registryOptions(api.config, api.environment));
  keeper = createTokenKeeper({ platforms, vault, now: () => new Date(Date.now() + ahead) });
  ada = await aPerson(api, 'ada');
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});

/** Connects the account, and lets so much time pass on both clocks. */
async function connectedFor(milliseconds: number): Promise<void> {
  ({ id } = await connectAccount(api, ada.client, 'tiktok', { account }));
  await pass(milliseconds);
}
async function pass(milliseconds: number): Promise<void> {
  await sandbox.control('clock', { advanceSeconds: milliseconds / 1000 });
  ahead += milliseconds;
}
/** The sandbox is set right, and with it our clock; accounts are forgotten, so each test connects anew. */
afterEach(async () => {
  await sandbox.control('reset', {});
  ahead = 0;
  await Connection.update({ heldUntil: null }, { where: {} });
  await rows('delete from platform_holds returning 1 as deleted');
});

const readConnection = () => Connection.findByPk(id, { rejectOnEmpty: true });
const tokens = async () => openTokens(vault, await readConnection());
const refreshes = async () => (await sandbox.calls(tokenEndpoint)).length;
const readProfile = () => keeper.withFreshToken(id, ({ platform, call }) => platform.profile(call));
const fault = (name: string, match: string, more: object = {}) =>
  sandbox.control('faults', { standIn: 'tiktok', fault: name, match, times: 1, ...more });

describe('a refresh', () => {
  test('is made once, whoever asks: twenty at once make one call, and all go on with the new token', async () => {
    await connectedFor(1.5 * hour);
    const before = await tokens();
    await Promise.all(Array.from({ length: 20 }, () => keeper.refreshConnection(id)));
    expect(await refreshes()).toBe(1);
    const after = await tokens();
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
    expect(await readProfile()).toMatchObject({ externalId: account });
    expect(await SyncLog.findAll({ where: { connectionId: id, syncType: 'refresh' } })).toMatchObject([
      { syncStatus: 'success', calls: 1 },
    ]);
  });

  test('is not made while the token is fresh; on demand, it is when the token expires within the days asked for', async () => {
    await connectedFor(0);
    expect(await keeper.refreshConnection(id)).toBe('fresh');
    expect(await refreshes()).toBe(0);
    await pass(0.2 * hour);
    expect(await keeper.refreshConnection(id, 60)).toBe('refreshed');
    expect(await refreshes()).toBe(1);
  });

  test('comes before the work when the token expires within minutes, and again and again as time passes', async () => {
    await connectedFor(2 * hour - 60_000);
    expect(await readProfile()).toMatchObject({ externalId: account });
    expect(await refreshes()).toBe(1);
    for (const expected of [2, 3, 4]) {
      await pass(30 * 24 * hour);
      await readProfile();
      expect(await refreshes()).toBe(expected);
    }
  });

  test('comes when the platform refuses the token all the same: the work is done again', async () => {
    await connectedFor(0.5 * hour);
    await sandbox.control('expire', { platform: 'tiktok', accountId: account });
    expect(await readProfile()).toMatchObject({ externalId: account });
    expect(await refreshes()).toBe(1);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active' });
  });

  test('that the platform refuses ends in a connection that says who is needed, and no further call', async () => {
    await connectedFor(1.5 * hour);
    await sandbox.control('revoke', { platform: 'tiktok', accountId: account });
    await expect(keeper.refreshConnection(id)).rejects.toThrow(NeedsReauthorization);
    expect(await readConnection()).toMatchObject({
      connectionStatus: 'needs_reauth',
      statusReason: 'refresh_refused',
    });
    const calls = (await sandbox.calls('/tiktok/api')).length;
    await expect(readProfile()).rejects.toThrow(NeedsReauthorization);
    expect(await sandbox.calls('/tiktok/api')).toHaveLength(calls);
    const { body } = await ada.client
      .with({ 'accept-language': 'en' })
      .get(`/api/social-media/connections/${id}/status`);
    expect(body).toMatchObject({
      status: 'needs_reauth',
      reason: 'The platform refused to renew the access, and does not say why',
      what_to_do: 'Connect the account again',
    });

    await connectedFor(0);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active', statusReason: null });
  });

  test.each(['server_error', 'unavailable', 'rate_limited', 'drop_before_work'])(
    'that fails in passing (%s) loses nothing',
    async (name) => {
      await connectedFor(1.5 * hour);
      await fault(name, tokenEndpoint);
      await expect(keeper.refreshConnection(id)).rejects.toThrow();
      expect(await readConnection()).toMatchObject({ connectionStatus: 'active', refreshLease: null });
      if (name === 'rate_limited') ahead += 25 * hour;
      await keeper.refreshConnection(id);
      expect(await readProfile()).toMatchObject({ externalId: account });
    },
  );

  test('whose answer is lost ends the connection only once nothing opens it any more, in three calls', async () => {
    await connectedFor(1.5 * hour);
    await fault('drop_after_work', tokenEndpoint);
    await expect(keeper.refreshConnection(id)).rejects.toThrow(Unavailable);
    // The old access token still opens the account: it is proven by one call.
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active' });
    expect(await sandbox.calls(userInfo)).toHaveLength(2);
    await expect(keeper.refreshConnection(id)).rejects.toThrow(NeedsReauthorization);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'needs_reauth' });
    await expect(keeper.refreshConnection(id)).rejects.toThrow(NeedsReauthorization);
    expect(await refreshes()).toBe(2);
  });

  test('whose answer nobody can read says so, once nothing opens the account any more', async () => {
    await connectedFor(1.5 * hour);
    await fault('malformed_body', tokenEndpoint);
    // The old access token is looked at at once: by then it opens nothing.
    await fault('expired_token', userInfo);
    await expect(keeper.refreshConnection(id)).rejects.toThrow(NeedsReauthorization);
    expect(await readConnection()).toMatchObject({
      connectionStatus: 'needs_reauth',
      statusReason: 'refresh_unreadable',
    });
  });

  test('counts its calls in its own log, and not among those of the work it was made for', async () => {
    await connectedFor(2 * hour - 60_000);
    const count = { calls: 0 };
    await keeper.withFreshToken(id, ({ platform, call }) => platform.profile(call), count);
    expect(count.calls).toBe(1);
    const latest = { where: { connectionId: id, syncType: 'refresh' }, order: [['id', 'DESC']] as Order };
    expect(await SyncLog.findOne(latest)).toMatchObject({ syncStatus: 'success', calls: 1 });
  });

  test('that its worker never ended is finished by another, which looks first whether the account still opens', async () => {
    await connectedFor(1.5 * hour);
    await rows(
      `update social_media_connections set refresh_lease = gen_random_uuid(),
         refresh_lease_until = now() - interval '1 second' where id = $1 returning id`,
      [id],
    );
    const looked = (await sandbox.calls(userInfo)).length;
    await keeper.refreshConnection(id);
    expect(await sandbox.calls(userInfo)).toHaveLength(looked + 1);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active', refreshLease: null });
  });

  test('that a reconnection overtook is dropped: the newer tokens stay', async () => {
    await connectedFor(1.5 * hour);
    await fault('slow', tokenEndpoint, { delayMs: 1500 });
    const refreshing = keeper.refreshConnection(id);
    await connectAccount(api, ada.client, 'tiktok', { account });
    const newer = await tokens();
    await refreshing;
    expect(await tokens()).toEqual(newer);
  });
});

describe('after a call that is made once, the refusal of its token', () => {
  const refusal = new NeedsReauthorization('the token was revoked');
  const usedToken = async () => (await keeper.openAccount(id)).call.accessToken;

  test('refreshes once, however many calls were made with that token and come back later', async () => {
    await connectedFor(0.5 * hour);
    const used = await Promise.all(Array.from({ length: 40 }, usedToken));
    for (const token of used) await keeper.replaceRefused(id, refusal, token);
    expect(await refreshes()).toBe(1);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active' });
  });

  test('says nothing of the token of a reconnection, however fresh that is', async () => {
    await connectedFor(0.5 * hour);
    const used = await usedToken();
    await connectAccount(api, ada.client, 'tiktok', { account });
    const newer = await tokens();
    await keeper.replaceRefused(id, new PermissionMissing('not allowed', ['video.publish']), used);
    await keeper.replaceRefused(id, refusal, used);
    expect(await tokens()).toEqual(newer);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active' });
  });

  test('needs a person where a refresh has brought just this token', async () => {
    await connectedFor(0.5 * hour);
    await keeper.replaceRefused(id, refusal, await usedToken());
    await expect(keeper.replaceRefused(id, refusal, await usedToken())).rejects.toThrow(NeedsReauthorization);
    expect(await readConnection()).toMatchObject({
      connectionStatus: 'needs_reauth',
      statusReason: 'token_refused',
    });
  });
});

describe('a platform that throttles', () => {
  test('is left alone until it may be called again, by every worker', async () => {
    await connectedFor(0.5 * hour);
    await fault('rate_limited', userInfo, { retryAfterSeconds: 120 });
    await expect(readProfile()).rejects.toThrow(RateLimited);
    const calls = (await sandbox.calls(userInfo)).length;
    await expect(readProfile()).rejects.toMatchObject({ name: 'RateLimited', scope: 'account' });
    expect(await sandbox.calls(userInfo)).toHaveLength(calls);
    ahead += 130_000;
    expect(await readProfile()).toMatchObject({ externalId: account });
  });

  test('as a whole app is left alone for every account', async () => {
    await connectedFor(0.5 * hour);
    await rows(
      `insert into platform_holds (platform, held_until) values ('tiktok', now() + interval '1 day') returning 1 as held`,
    );
    await expect(readProfile()).rejects.toMatchObject({ name: 'RateLimited', scope: 'app' });
  });
});

test('keys are changed while running, and the old one can be dropped', async () => {
  await connectedFor(0);
  const before = await tokens();
  const newKey = 'another key, that is long enough for us';
  const rotating = createVault(newKey, api.config.ENCRYPTION_KEY);
  expect(await rotateKeys(rotating)).toBeGreaterThanOrEqual(2);
  expect(openTokens(createVault(newKey), await readConnection())).toEqual(before);
  expect(await rotateKeys(rotating)).toBe(0);
  await rotateKeys(createVault(api.config.ENCRYPTION_KEY ?? '', newKey));
  expect(await tokens()).toEqual(before);
});
