import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../test/support/failureOf.ts';
import { appOf, startPlatformContract } from '../test/support/platformContract.ts';
import { PermissionMissing, RateLimited, Unavailable } from './errors.ts';
import type { HttpOptions } from './http.ts';
import { holdOf } from './usage.ts';

/** What every platform's answers are taken for when a call goes wrong. */

const { cases, sandbox } = await startPlatformContract();
const { control } = sandbox;
afterAll(() => sandbox.close());
beforeEach(async () => {
  await control('reset', {});
});

const day = 86_400;
const ninetyDays = { since: new Date(Date.now() - 90 * day * 1000), limit: 60 };

describe.each(cases)('%s', (_name, stage) => {
  const { registered, platform, connect, statistics, fault } = stage;
  const { settings } = registered;

  test('too many calls are held back for as long as the platform says', async () => {
    const connected = await connect();
    const observed: Parameters<NonNullable<HttpOptions['observe']>>[] = [];
    const { http } = appOf(registered, { observe: (...seen) => observed.push(seen) });
    await fault('rate_limited', { retryAfterSeconds: 120 });
    const failure = await failureOf(statistics({ account: { ...connected.account, http } }));
    expect(failure).toBeInstanceOf(RateLimited);
    const now = new Date();
    const [hold] = observed.flatMap(([answer, seen]) => holdOf(answer, seen, now) ?? []);
    const seconds = ((hold?.until.getTime() ?? 0) - now.getTime()) / 1000;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(day);
  });

  test.each(['server_error', 'unavailable', 'malformed_body', 'drop_before_work', 'drop_after_work'])(
    '%s: nobody knows what became of the call',
    async (name) => {
      const connected = await connect();
      await fault(name);
      const failure = await failureOf(statistics(connected));
      expect(failure).toBeInstanceOf(Unavailable);
      expect(failure).toMatchObject({ outcome: 'unknown' });
    },
  );

  test.each(['expired_token', 'revoked_token'])('%s: the account must be connected again', async (name) => {
    const connected = await connect();
    await fault(name);
    expect(await failureOf(statistics(connected))).toMatchObject({ name: 'NeedsReauthorization' });
  });

  test('a permission that is missing is not taken for a token that opens nothing', async () => {
    const connected = await connect();
    await fault('missing_scope', { times: 2 });
    expect(await failureOf(statistics(connected))).toBeInstanceOf(PermissionMissing);
  });

  test('fields that nobody announced change nothing', async () => {
    const { account } = await connect();
    const everything = () =>
      Promise.all([
        platform.profile(account),
        platform.statistics(account),
        platform.posts(account, { ...ninetyDays, limit: 5 }),
      ]);
    const before = await everything();
    await fault('unknown_fields', { times: 100 });
    expect(await everything()).toEqual(before);
    await connect();
  });

  test('a body that does not end is not waited for', async () => {
    const { account } = await connect();
    const { http } = appOf(registered, { deadlineMs: 300 });
    await fault('slow_body', { delayMs: 60_000, times: 5 });
    const failure = await failureOf(platform.statistics({ ...account, http }));
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ outcome: 'unknown' });
  });

  test('a platform that cannot be reached was surely not asked', async () => {
    const { account } = await connect();
    const nowhere = await closedAddress();
    const hosts = Object.fromEntries(Object.keys(settings.hosts).map((host) => [host, nowhere]));
    const { http } = appOf({ platform, settings: { ...settings, hosts } });
    const failure = await failureOf(platform.statistics({ ...account, http }));
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ outcome: 'not sent' });
  });

  test('no failure repeats a token', async () => {
    const { grant, account } = await connect();
    const failures: unknown[] = [];
    for (const name of [
      'server_error',
      'malformed_body',
      'expired_token',
      'rate_limited',
      'drop_after_work',
    ]) {
      await fault(name);
      failures.push(await failureOf(platform.statistics(account)));
    }
    const told = JSON.stringify(failures.map((failure) => [String(failure), failure]));
    expect(told).not.toContain(grant.accessToken);
    if (grant.refreshToken) expect(told).not.toContain(grant.refreshToken);
  });
});

/** An address where nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}
