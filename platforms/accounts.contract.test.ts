import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { activityFigures } from '../contracts/figures.ts';
import { replyWindowHours } from '../contracts/replyWindow.ts';
import { failureOf } from '../test/support/failureOf.ts';
import { startPlatformContract } from '../test/support/platformContract.ts';
import { PermissionMissing, Rejected } from './errors.ts';
import { authorizationUrl, newPkce, redeemCode } from './oauth.ts';

/**
 * What every platform promises of consents, and of the accounts that they open. All contracts are tried on the stand-ins
 * and driven by what a platform declares: a new one needs no line here.
 */

const { cases, sandbox } = await startPlatformContract();
const { call, control } = sandbox;
afterAll(() => sandbox.close());
beforeEach(async () => {
  await control('reset', {});
});

const day = 86_400;
const ninetyDays = { since: new Date(Date.now() - 90 * day * 1000), limit: 60 };
const advance = (advanceSeconds: number) => control('clock', { advanceSeconds });

describe.each(cases)('%s', (_name, stage) => {
  const { registered, platform, app, consent, connect, statistics, callsMade } = stage;
  const { settings } = registered;

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
    expect(failure).toMatchObject({ answer: { kind: 'refused' } });
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

  test('its consent page can be opened in a browser', async () => {
    const pkce = newPkce(platform);
    const address = authorizationUrl(registered, { state: 'x', codeChallenge: pkce?.challenge ?? null });
    const page = await call(address.slice(sandbox.at('').length));
    expect([page.status, page.body]).toEqual([200, expect.stringContaining(settings.clientId)]);
  });

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
});

const isCountOrNull = (value: number | null) => value === null || (Number.isSafeInteger(value) && value >= 0);

const idsOf = (posts: { externalId: string }[]) => posts.map(({ externalId }) => externalId);
