import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { createTokenKeeper } from '../../activities/tokenKeeper.ts';
import { rotateKeys } from '../../commands/rotateKeys.ts';
import { rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { NeedsReauthorization, Unavailable } from '../../platforms/errors.ts';
import { eventually } from '../support/eventually.ts';
import { account, hour, refreshCall, startTokenKeeping, userInfoCall } from '../support/tokenKeeping.ts';

const keeping = await startTokenKeeping();
const { api, sandbox, keeper, connectedFor, readConnection, refreshes, fault } = keeping;
afterEach(() => keeping.reset());
afterAll(() => keeping.close());

/** With the access token still good, and over: then the refresh token is all that an account has. */
const ages = [1.5, 2.5].map((hours) => [`${hours} h`, hours * hour] as const);

/** As a worker leaves it that refreshes, or died of it. */
const leaveLease = (id: string, until: string) =>
  rows(
    `update social_media_connections set refresh_lease = gen_random_uuid(), refresh_lease_until = ${until}
     where id = $1 returning id`,
    [id],
  );
/** Nobody hands them over here: they stay in the outbox. */
const noticesOwed = () => rows(`select id from outbox where workflow = 'notifyTokenExpiration'`);
const forgetNotices = () =>
  rows(`delete from outbox where workflow = 'notifyTokenExpiration' returning 1 as forgotten`);
const untilUnderWay = () => eventually(async () => expect(await refreshes()).toBe(1));

describe.each(ages)('when tokens of two hours are %s old, a refresh', (_age, age) => {
  test.each(['server_error', 'unavailable', 'rate_limited', 'blocked', 'drop_before_work'])(
    'that fails in passing (%s) loses nothing',
    async (name) => {
      const id = await connectedFor(age);
      await fault(name, refreshCall);
      await expect(keeper.refreshConnection(id)).rejects.not.toBeInstanceOf(NeedsReauthorization);
      expect(await readConnection()).toMatchObject({ connectionStatus: 'active', refreshLeaseUntil: null });
      if (name === 'rate_limited') keeping.passHere(25 * hour);
      await keeper.refreshConnection(id);
      expect(await keeping.readProfile()).toMatchObject({ externalId: account });
      expect(await readConnection()).toMatchObject({ connectionStatus: 'active', refreshLease: null });
    },
  );

  test.each(['drop_after_work', 'server_error_after_work', 'malformed_body'])(
    'whose answer is lost (%s) ends the connection once the used-up token is refused, and is not tried on',
    async (name) => {
      const id = await connectedFor(age);
      await forgetNotices();
      await fault(name, refreshCall);
      await expect(keeper.refreshConnection(id)).rejects.toThrow(Unavailable);
      expect(await readConnection()).toMatchObject({ connectionStatus: 'active' });
      await expect(keeper.refreshConnection(id)).rejects.toThrow(NeedsReauthorization);
      expect(await readConnection()).toMatchObject({
        ...{ connectionStatus: 'needs_reauth', statusReason: 'refresh_lost', refreshLease: null },
      });
      await expect(keeper.refreshConnection(id)).rejects.toThrow(NeedsReauthorization);
      expect(await refreshes()).toBe(2);
      expect(await noticesOwed()).toHaveLength(1);
    },
  );

  test('that its worker never ended is finished by another, in one call', async () => {
    const id = await connectedFor(age);
    await leaveLease(id, `now() - interval '1 second'`);
    const looked = (await sandbox.calls(userInfoCall)).length;
    await keeper.refreshConnection(id);
    expect(await readConnection()).toMatchObject({ connectionStatus: 'active', refreshLease: null });
    expect(await refreshes()).toBe(1);
    expect(await sandbox.calls(userInfoCall)).toHaveLength(looked);
  });

  test('whose answer is lost is not repeated by those who waited for it', async () => {
    const id = await connectedFor(age);
    await fault('drop_after_work', refreshCall, { delayMs: 1500 });
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => keeper.refreshConnection(id)));
    expect(all.map((each) => each.status === 'rejected' && each.reason)).toEqual(
      all.map(() => expect.any(Unavailable)),
    );
    expect(await refreshes()).toBe(1);
  });
});

test('a refresh that is put off after a lost answer does not forget that it was lost', async () => {
  const id = await connectedFor(1.5 * hour);
  await fault('drop_after_work', refreshCall);
  await fault('blocked', refreshCall);
  for (const failure of [Unavailable, Unavailable, NeedsReauthorization])
    await expect(keeper.refreshConnection(id)).rejects.toThrow(failure);
  expect(await readConnection()).toMatchObject({ statusReason: 'refresh_lost' });
});

test('a refused refresh says nothing of a connection that another worker refreshes by now', async () => {
  const id = await connectedFor(1.5 * hour);
  await fault('slow', refreshCall, { delayMs: 1500 });
  const refreshing = expect(keeper.refreshConnection(id)).rejects.toThrow(Unavailable);
  await untilUnderWay();
  await sandbox.control('revoke', { platform: 'tiktok', accountId: account });
  await leaveLease(id, `now() + interval '1 minute'`);
  const { refreshLease } = await readConnection();
  await refreshing;
  expect(await readConnection()).toMatchObject({ connectionStatus: 'active', refreshLease });
});

test('keys that are changed meanwhile are not taken for the refresh that somebody waits for', async () => {
  const id = await connectedFor(1.5 * hour);
  const { tokenVersion } = await readConnection();
  await fault('slow', refreshCall, { delayMs: 1500 });
  const [oldKey, newKey] = [api.config.ENCRYPTION_KEY ?? '', 'another key, that is long enough for us'];
  const both = createTokenKeeper({ ...keeping.dependencies, vault: createVault(oldKey, newKey) });
  const refreshing = both.refreshConnection(id);
  await untilUnderWay();
  const waiting = both.refreshConnection(id).then(async () => (await readConnection()).tokenVersion);
  await rotateKeys(createVault(newKey, oldKey));
  expect(await waiting).toBe(tokenVersion + 1);
  await refreshing;
  expect(await refreshes()).toBe(1);
  await rotateKeys(createVault(oldKey, newKey));
});
