import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { activityFigures } from '../contracts/figures.ts';
import { replyWindowHours } from '../contracts/replyWindow.ts';
import { startTestPlatforms } from '../test/support/testPlatforms.ts';
import { NeedsReauthorization, PermissionMissing, RateLimited, Rejected, Unavailable } from './errors.ts';
import { createPlatformHttp, type HttpOptions } from './http.ts';
import { authorizationUrl, newPkce, redeemCode, refreshGrant, revokeGrant } from './oauth.ts';
import type { AccountCall, AppCall } from './credentials.ts';
import type { TokenGrant } from './platform.ts';
import { loadPlatforms, type RegisteredPlatform } from './registry.ts';
import { holdOf } from './usage.ts';

/**
 * What every platform promises, tried on its stand-in and driven by what it declares: a new platform needs no line
 * here. The sandbox must stand in for it under its id.
 */

const sandbox = await startTestPlatforms();
const { call, control, told } = sandbox;
const registry = await loadPlatforms({
  environment: {},
  publicUrl: 'http://localhost:3000',
  sandboxUrl: sandbox.at(''),
}).catch(async (error: unknown) => {
  await sandbox.close();
  throw error;
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await control('reset', {});
});

const day = 86_400;
const ninetyDays = { since: new Date(Date.now() - 90 * day * 1000), limit: 60 };
const advance = (advanceSeconds: number) => control('clock', { advanceSeconds });

/** A platform that fails, on purpose, in one way. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('the call succeeded');
}

describe.each(registry.all().map((registered) => [registered.platform.name, registered] as const))(
  '%s',
  (_name, registered) => {
    const { platform, settings } = registered;
    const app = appOf(registered);

    /** What the sandbox calls the account that consents. */
    async function person(): Promise<string> {
      const [first] = await told(`accounts?platform=${platform.id}`);
      if (!first) throw new Error(`the sandbox does not stand in for ${platform.name}`);
      return first.id;
    }
    const fault = async (name: string, changes: object = {}) => {
      const order = { standIn: platform.id, fault: name, match: `${await person()}`, ...changes };
      expect((await control('faults', order)).status).toBeLessThan(300);
    };
    const callsMade = async (): Promise<number> => (await told(`calls?standIn=${platform.id}`)).length;

    /** Consents, or does not, on the platform's page; the address that the browser is led back to. */
    async function consent(decision: 'allow' | 'deny', scopes?: string[]) {
      const pkce = newPkce(platform);
      const address = new URL(
        authorizationUrl(registered, { state: 'a state', codeChallenge: pkce?.challenge ?? null }),
      );
      const { pathname, searchParams } = address;
      const answer = await sandbox.consent(pathname, Object.fromEntries(searchParams), {
        decision,
        account: await person(),
        ...(scopes && { scopes }),
      });
      expect(answer).toMatchObject({ status: 302 });
      const query = answer.location?.searchParams;
      return {
        error: query?.get('error'),
        state: query?.get('state'),
        request: {
          code: query?.get('code') ?? '',
          redirectUri: settings.redirectUri,
          codeVerifier: pkce?.verifier ?? null,
        },
      };
    }

    const accountCall = (grant: TokenGrant, externalId: string): AccountCall => ({
      http: app.http,
      accessToken: grant.accessToken,
      externalId,
    });

    /** Connects the person's first account. */
    async function connect() {
      const { request } = await consent('allow');
      const consented = await redeemCode(platform, app, request);
      const [profile] = await platform.accounts({ ...app, accessToken: consented.accessToken });
      if (!profile) throw new Error('the consent opened no account');
      const grant = profile.grant ?? consented;
      return { profile, grant, account: accountCall(grant, profile.externalId) };
    }
    const statistics = async ({ account }: { account: AccountCall }) => platform.statistics(account);

    test('a consent leads to an account, its figures and its posts', async () => {
      const { error, state, request } = await consent('allow');
      expect({ error, state }).toEqual({ error: null, state: 'a state' });
      const grant = await redeemCode(platform, app, request);
      expect(grant).toEqual({
        accessToken: expect.stringMatching(/./),
        refreshToken: grant.refreshToken === null ? null : expect.stringMatching(/./),
        expiresInSeconds: grant.expiresInSeconds === null ? null : expect.any(Number),
        refreshExpiresInSeconds: grant.refreshExpiresInSeconds === null ? null : expect.any(Number),
        scopes: expect.any(Array),
      });
      expect(grant.scopes?.toSorted()).toEqual(Object.keys(platform.oauth.scopes).toSorted());
    });

    test('a person who denies is led back with an error, and no code', async () => {
      const { error, state, request } = await consent('deny');
      expect({ error, state, code: request.code }).toEqual({
        error: expect.stringMatching(/./),
        state: 'a state',
        code: '',
      });
    });

    test('a consent that leaves out what is needed opens nothing, and is told what is missing', async () => {
      const scopes = Object.keys(platform.oauth.scopes);
      const { needed } = platform.oauth;
      for (const left of needed) {
        const { request } = await consent('allow', ['', ...scopes.filter((scope) => scope !== left)]);
        const failure = await failureOf(redeemCode(platform, app, request));
        expect(failure).toBeInstanceOf(PermissionMissing);
        expect(failure).toMatchObject({ permissions: [left] });
      }
      const { request } = await consent('allow', ['']);
      const failure = await failureOf(redeemCode(platform, app, request));
      expect(failure).toMatchObject({
        name: 'PermissionMissing',
        permissions: expect.arrayContaining(needed),
      });
    });

    test('a consent to any of the rest, or to none of it, opens an account that is read as far as it allows', async () => {
      const { scopes, needed } = platform.oauth;
      const others = Object.keys(scopes).filter((scope) => !needed.includes(scope));
      const consents = others.map((left) => Object.keys(scopes).filter((scope) => scope !== left));
      for (const allowed of others.length > 0 ? [needed, ...consents] : []) {
        const { request } = await consent('allow', ['', ...allowed]);
        const grant = await redeemCode(platform, app, request);
        expect(grant.scopes?.toSorted()).toEqual(allowed.toSorted());
        const opening = { ...app, accessToken: grant.accessToken, scopes: grant.scopes };
        const [account] = await platform.accounts(opening);
        if (!account) throw new Error('no account was opened');
        const { externalId, grant: own } = account;
        const call = { ...opening, accessToken: own?.accessToken ?? grant.accessToken, externalId };
        await platform.profile(call);
        await platform.statistics(call);
        await platform.posts(call, { since: new Date(0), limit: 5 });
      }
    });

    test('a code works once, and not for long', async () => {
      const { request } = await consent('allow');
      await redeemCode(platform, app, request);
      const failure = await failureOf(redeemCode(platform, app, request));
      expect(failure).toBeInstanceOf(Rejected);
      expect(failure).toMatchObject({ answer: { kind: 'refused', status: expect.any(Number) } });
      const late = await consent('allow');
      await advance(2 * 3600);
      expect(await failureOf(redeemCode(platform, app, late.request))).toBeInstanceOf(Rejected);
    });

    test('a code is refused with a wrong secret, and for another address', async () => {
      const { request } = await consent('allow');
      const elsewhere = { ...request, redirectUri: `${request.redirectUri}/elsewhere` };
      expect(await failureOf(redeemCode(platform, app, elsewhere))).toBeInstanceOf(Rejected);
      const wrong = { ...app, clientSecret: 'wrong' };
      const again = (await consent('allow')).request;
      expect(await failureOf(redeemCode(platform, wrong, again))).toBeInstanceOf(Rejected);
    });

    if (platform.oauth.pkce !== 'none') {
      test('a code is refused with another verifier', async () => {
        const { request } = await consent('allow');
        const stolen = { ...request, codeVerifier: newPkce(platform)?.verifier ?? null };
        expect(await failureOf(redeemCode(platform, app, stolen))).toBeInstanceOf(Rejected);
      });
    }

    test('customers may be written to for as long as lists and the assistant count on', () => {
      expect(platform.messages?.windowHours ?? replyWindowHours).toBe(replyWindowHours);
    });

    test('a profile is told the same with the account’s own token', async () => {
      const { profile, account } = await connect();
      const { grant: _own, ...told } = profile;
      const again = await platform.profile(account);
      expect(again).toMatchObject(told);
      expect(told).toEqual({
        externalId: expect.stringMatching(/./),
        username: expect.stringMatching(/./),
        displayName: expect.stringMatching(/./),
        profileUrl: told.profileUrl === null ? null : expect.stringMatching(/^https:/),
        avatarUrl: told.avatarUrl === null ? null : expect.stringMatching(/^https?:/),
      });
    });

    test('figures are whole numbers, or null where the platform tells none; what is of a whole life grows', async () => {
      const before = await statistics(await connect());
      expect(Object.values(before).every(isCountOrNull)).toBe(true);
      const ofADay = platform.dayFigures ?? [];
      for (const name of ofADay) expect(before[name]).not.toBeNull();
      await advance(60 * day);
      const after = await statistics(await connect());
      const ofALife = activityFigures.filter((name) => !ofADay.includes(name) && before[name] !== null);
      for (const name of ofALife) expect(after[name]).toBeGreaterThan(before[name] ?? 0);
      if (before.followers !== null) expect(after.followers).toBeGreaterThan(before.followers);
    });

    test('posts come newest first, none older than asked for, with numbers or null', async () => {
      const { account } = await connect();
      const calls = await callsMade();
      const posts = await platform.posts(account, ninetyDays);
      // A platform without posts asks for none; the sandbox's accounts have some.
      expect(posts.length > 0).toBe((await callsMade()) > calls);
      expect(posts.length).toBeLessThanOrEqual(ninetyDays.limit);
      const times = posts.map(({ publishedAt }) => publishedAt.getTime());
      expect(times).toEqual(times.toSorted((one, other) => other - one));
      expect(times.every((time) => time >= ninetyDays.since.getTime())).toBe(true);
      expect(new Set(posts.map(({ externalId }) => externalId)).size).toBe(posts.length);
      for (const post of posts) {
        expect(Object.values(post.metrics).every(isCountOrNull)).toBe(true);
        expect(post).toMatchObject({ externalId: expect.stringMatching(/./), caption: expect.any(String) });
        for (const url of [post.url, post.thumbnailUrl]) expect(url ?? 'http:').toMatch(/^https?:/);
      }
    });

    test('all posts tell by what their engagement is measured, the best there is', async () => {
      const posts = await platform.posts((await connect()).account, ninetyDays);
      const best = (['reach', 'impressions', 'views'] as const).find(
        (name) => posts.length > 0 && posts.every(({ metrics }) => metrics[name] !== null),
      );
      expect(platform.audience ?? 'followers').toBe(best ?? 'followers');
    });

    test('posts are cut where the limit and the time say', async () => {
      const { account } = await connect();
      const posts = await platform.posts(account, ninetyDays);
      expect(idsOf(await platform.posts(account, { ...ninetyDays, limit: 3 }))).toEqual(
        idsOf(posts.slice(0, 3)),
      );
      const since = posts[4]?.publishedAt ?? new Date();
      expect(idsOf(await platform.posts(account, { since, limit: 60 }))).toEqual(idsOf(posts.slice(0, 5)));
    });

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
      await control('revoke', { platform: platform.id, accountId: await person() });
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
      await control('revoke', { platform: platform.id, accountId: await person() });
      expect(await failureOf(statistics(connected))).toBeInstanceOf(NeedsReauthorization);
    });

    test('a token that is given back opens nothing, where the platform takes it back', async () => {
      const { profile, grant, account } = await connect();
      const ended = await revokeGrant(platform, app, { ...grant, externalId: profile.externalId });
      expect(ended).toBe('revoke' in platform || 'revoke' in platform.oauth);
      if (ended) expect(await failureOf(statistics({ account }))).toBeInstanceOf(NeedsReauthorization);
      else await statistics({ account });
    });

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

    test('its consent page can be opened in a browser', async () => {
      const pkce = newPkce(platform);
      const address = authorizationUrl(registered, { state: 'x', codeChallenge: pkce?.challenge ?? null });
      const page = await call(address.slice(sandbox.at('').length));
      expect([page.status, page.body]).toEqual([200, expect.stringContaining(settings.clientId)]);
    });
  },
);

function appOf(
  { platform, settings }: RegisteredPlatform,
  options: Pick<HttpOptions, 'observe' | 'deadlineMs'> = {},
): AppCall {
  const { clientId, clientSecret } = settings;
  const http = createPlatformHttp({
    ...settings,
    classify: (answer) => platform.classify(answer),
    ...options,
  });
  return { http, clientId, clientSecret };
}

const isCountOrNull = (value: number | null) => value === null || (Number.isSafeInteger(value) && value >= 0);

const idsOf = (posts: { externalId: string }[]) => posts.map(({ externalId }) => externalId);

/** An address where nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}
