import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { appCall } from '../calls.ts';
import { authorizationUrl, readGrant, redeemCode } from '../oauth.ts';
import { loadPlatforms, type RegisteredPlatform } from '../registry.ts';

/** What is Instagram's own; what all platforms promise is tried in ../*.contract.test.ts. */
const sandbox = await startTestPlatforms();
const registry = await loadPlatforms({
  ...{ environment: {}, publicUrl: 'http://localhost:3000', sandboxUrl: sandbox.at('') },
});
const registered = registry.find('instagram') as RegisteredPlatform;
const { platform } = registered;
const app = appCall(registered);
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('reset', {});
});

const account = '17841400008460056';
async function connect(accountId = account) {
  const { body } = await sandbox.control('tokens', { platform: 'instagram', accountId });
  const grant = await platform.exchange?.(app, readGrant(body));
  if (!grant) throw new Error('there is no exchange');
  return { grant, call: { http: app.http, accessToken: grant.accessToken, externalId: accountId } };
}

test('an hour’s token becomes one of 60 days that keeps its permissions', async () => {
  const { grant } = await connect();
  expect(grant).toMatchObject({ expiresInSeconds: 60 * 86_400, refreshToken: null });
  expect(grant.scopes).toEqual(Object.keys(platform.oauth.scopes));
});

test('a code is redeemed with the #_ that its redirect ended with', async () => {
  const { pathname, searchParams } = new URL(
    authorizationUrl(registered, { state: 's', codeChallenge: null }),
  );
  const { location } = await sandbox.consent(pathname, Object.fromEntries(searchParams), {
    ...{ decision: 'allow', account },
  });
  const code = `${location?.searchParams.get('code') ?? ''}${location?.hash ?? ''}`;
  expect(code).toMatch(/#_$/);
  const { redirectUri } = registered.settings;
  const grant = await redeemCode(platform, app, { code, redirectUri, codeVerifier: null });
  expect(grant.expiresInSeconds).toBe(60 * 86_400);
});

test('a token answer is read in both of the documented shapes', () => {
  const flat = { access_token: 'IGAA1', user_id: 1, permissions: ['one', 'two'] };
  const listed = { data: [{ access_token: 'IGAA1', user_id: '1', permissions: 'one,two' }] };
  expect(readGrant(flat)).toMatchObject({ accessToken: 'IGAA1', scopes: ['one', 'two'] });
  expect(readGrant(listed)).toEqual(readGrant(flat));
});

test('the account is known by the id that webhooks use, all its digits kept', async () => {
  const { call } = await connect();
  expect((await platform.profile(call)).externalId).toBe(account);
});

test('where Instagram has no data, figures are null and no zero', async () => {
  const { call } = await connect('17841463251187009');
  expect(await platform.statistics(call)).toMatchObject({
    ...{ followers: expect.any(Number), reach: null, views: null },
  });
  const [post] = await platform.posts(call, { since: new Date(0), limit: 1 });
  expect(post?.metrics).toMatchObject({ reach: null, views: null, likes: expect.any(Number) });
});

test('a post that refuses its insights costs the others nothing', async () => {
  const { call } = await connect();
  const [first] = await platform.posts(call, { since: new Date(0), limit: 2 });
  const match = `/${first?.externalId}/insights`;
  // The stand-in's media all have insights: this one is asked for some that are gone.
  const refusing = {
    ...call,
    http: {
      ...call.http,
      send: (request: Parameters<typeof call.http.send>[0]) =>
        call.http.send(
          request.path?.endsWith(match)
            ? { ...request, query: { ...request.query, metric: 'plays' } }
            : request,
        ),
    },
  };
  const [without, other] = await platform.posts(refusing, { since: new Date(0), limit: 2 });
  expect(without?.metrics).toMatchObject({ views: null, likes: first?.metrics.likes });
  expect(other?.metrics.views).toEqual(expect.any(Number));
});
