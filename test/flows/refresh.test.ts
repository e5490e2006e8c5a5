import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Order } from 'sequelize';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { rotateKeys } from '../../commands/rotateKeys.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { NeedsReauthorization, PermissionMissing, RateLimited } from '../../platforms/errors.ts';
import { account, hour, refreshCall, startTokenKeeping, userInfoCall } from '../support/tokenKeeping.ts';

const keeping = await startTokenKeeping();
const { api, sandbox, keeper, ada, reconnect, pass, passHere, readConnection, tokens, refreshes } = keeping;
const { readProfile, fault } = keeping;
afterEach(() => keeping.reset());
afterAll(() => keeping.close());

let id: string;
const connectedFor = async (milliseconds: number) => void (id = await keeping.connectedFor(milliseconds));

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

  test('counts its calls in its own log, and not among those of the work it was made for', async () => {
    await connectedFor(2 * hour - 60_000);
    const count = { calls: 0 };
    await keeper.withFreshToken(id, ({ platform, call }) => platform.profile(call), count);
    expect(count.calls).toBe(1);
    const latest = { where: { connectionId: id, syncType: 'refresh' }, order: [['id', 'DESC']] as Order };
    expect(await SyncLog.findOne(latest)).toMatchObject({ syncStatus: 'success', calls: 1 });
  });

  test('that a reconnection overtook is dropped: the newer tokens stay', async () => {
    await connectedFor(1.5 * hour);
    await fault('slow', refreshCall, { delayMs: 1500 });
    const refreshing = keeper.refreshConnection(id);
    await reconnect();
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
    await reconnect();
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
    await fault('rate_limited', userInfoCall, { retryAfterSeconds: 120 });
    await expect(readProfile()).rejects.toThrow(RateLimited);
    const calls = (await sandbox.calls(userInfoCall)).length;
    await expect(readProfile()).rejects.toMatchObject({ name: 'RateLimited', scope: 'account' });
    expect(await sandbox.calls(userInfoCall)).toHaveLength(calls);
    passHere(130_000);
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
  expect((await rotateKeys(rotating)).rotated).toBeGreaterThanOrEqual(2);
  expect(openTokens(createVault(newKey), await readConnection())).toEqual(before);
  expect((await rotateKeys(rotating)).rotated).toBe(0);
  await rotateKeys(createVault(api.config.ENCRYPTION_KEY ?? '', newKey));
  expect(await tokens()).toEqual(before);
});
