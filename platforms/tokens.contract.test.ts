import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../test/support/failureOf.ts';
import { startPlatformContract } from '../test/support/platformContract.ts';
import { NeedsReauthorization, Unavailable } from './errors.ts';
import { refreshGrant, revokeGrant } from './oauth.ts';

/** How long every platform's tokens open an account: they run out, are refreshed, and are taken back. */

const { cases, sandbox } = await startPlatformContract();
const { control, told } = sandbox;
afterAll(() => sandbox.close());
beforeEach(async () => {
  await control('reset', {});
});

const day = 86_400;
const advance = (advanceSeconds: number) => control('clock', { advanceSeconds });

describe.each(cases)('%s', (_name, stage) => {
  const { platform, app, person, accountCall, connect, statistics, fault, revoke, callsMade } = stage;

  test('a token that ran out opens nothing: a person, or a refresh, is needed', async () => {
    const { grant, ...connected } = await connect();
    if (grant.expiresInSeconds === null) await expireTokens();
    else await advance(grant.expiresInSeconds + 1);
    expect(await failureOf(statistics(connected))).toBeInstanceOf(NeedsReauthorization);
  });

  /** Ends all tokens of the person but those that refresh. */
  async function expireTokens(): Promise<void> {
    const accountId = await person();
    const [account] = await told(`accounts?platform=${platform.id}`);
    const kinds = new Set<string>(account.tokens.map(({ kind }: { kind: string }) => kind));
    kinds.delete('refresh');
    for (const kind of kinds) await control('expire', { platform: platform.id, accountId, kind });
  }

  test('a token is kept alive as the platform declares', async () => {
    const { profile, grant } = await connect();
    const { refreshing } = platform.oauth;
    const refreshes = refreshing === 'exchange' || (refreshing !== 'none' && grant.refreshToken !== null);
    // An exchange wants a token that lives, and is a day old.
    await advance(refreshing === 'exchange' ? 2 * day : (grant.expiresInSeconds ?? day) + 1);
    if (!refreshes) {
      const calls = await callsMade();
      expect(await failureOf(refreshGrant(platform, app, grant))).toBeInstanceOf(NeedsReauthorization);
      return expect(await callsMade()).toBe(calls);
    }
    const fresh = await refreshGrant(platform, app, grant);
    expect(fresh.accessToken).not.toBe(grant.accessToken);
    await statistics({ account: accountCall(fresh, profile.externalId) });
    if (refreshing === 'reusable') {
      const kept = { ...fresh, refreshToken: fresh.refreshToken ?? grant.refreshToken };
      const again = await refreshGrant(platform, app, kept);
      await statistics({ account: accountCall(again, profile.externalId) });
    }
    if (refreshing !== 'rotating') return;
    expect(fresh.refreshToken).not.toBe(grant.refreshToken);
    expect(await failureOf(refreshGrant(platform, app, grant))).toBeInstanceOf(NeedsReauthorization);
  });

  test('a refresh that fails for now, or was lost, is no reason to ask the person', async () => {
    const { grant } = await connect();
    const { refreshing } = platform.oauth;
    if (refreshing !== 'exchange' && (refreshing === 'none' || grant.refreshToken === null)) return;
    await advance(2 * day);
    for (const name of ['server_error', 'unavailable', 'drop_before_work']) {
      await fault(name);
      expect(await failureOf(refreshGrant(platform, app, grant))).toBeInstanceOf(Unavailable);
    }
    for (const name of ['rate_limited', 'blocked']) {
      await fault(name);
      expect(await failureOf(refreshGrant(platform, app, grant))).not.toBeInstanceOf(NeedsReauthorization);
    }
    await refreshGrant(platform, app, grant);
  });

  test('a refresh that the platform refuses for good needs the person', async () => {
    const { grant } = await connect();
    await advance(2 * day);
    await revoke();
    expect(await failureOf(refreshGrant(platform, app, grant))).toBeInstanceOf(NeedsReauthorization);
  });

  test('a refresh is refused with a wrong secret, which is not the person’s matter', async () => {
    const { grant } = await connect();
    const { refreshing } = platform.oauth;
    if (refreshing === 'exchange' || refreshing === 'none' || grant.refreshToken === null) return;
    const wrong = { ...app, clientSecret: 'wrong' };
    expect(await failureOf(refreshGrant(platform, wrong, grant))).toMatchObject({
      name: 'Rejected',
      code: 'invalid_client',
    });
    await refreshGrant(platform, app, grant);
  });

  test('a token that its person revoked opens nothing', async () => {
    const connected = await connect();
    await revoke();
    expect(await failureOf(statistics(connected))).toBeInstanceOf(NeedsReauthorization);
  });

  test('a token that is given back opens nothing, where the platform takes it back', async () => {
    const { profile, grant, account } = await connect();
    const ended = await revokeGrant(platform, app, { ...grant, externalId: profile.externalId });
    expect(ended).toBe('revoke' in platform || 'revoke' in platform.oauth);
    if (ended) expect(await failureOf(statistics({ account }))).toBeInstanceOf(NeedsReauthorization);
    else await statistics({ account });
  });
});
