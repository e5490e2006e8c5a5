import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

/** The engine's rules, tried on TikTok over HTTP. */

const platforms = await startTestPlatforms();
const { at, call, control, told } = platforms;
afterEach(() => control('reset', {}));
afterAll(() => platforms.close());

const authorizePath = '/tiktok/www/v2/auth/authorize/';
const callback = 'http://localhost:3000/oauth/callback/tiktok';
const account = '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL';
const app = { client_key: 'sandbox-tiktok', client_secret: 'sandbox-tiktok-secret' };
const minutes = (count: number) => count * 60;
const days = (count: number) => count * 86_400;
const advance = (advanceSeconds: number) => control('clock', { advanceSeconds });

type Fields = Record<string, string>;
const request = (changes: Fields = {}): Fields => ({
  ...{ client_key: app.client_key, redirect_uri: callback, response_type: 'code', state: 'a state' },
  scope: 'user.info.basic,user.info.stats,video.list',
  ...changes,
});
const pageAt = (changes: Fields = {}) =>
  call(`${authorizePath}?${new URLSearchParams(request(changes)).toString()}`);
const decide = (decision: 'allow' | 'deny', changes: Fields = {}) =>
  platforms.consent(authorizePath, request(changes), { decision, account });
const allow = async (changes: Fields = {}): Promise<string> =>
  (await decide('allow', changes)).location?.searchParams.get('code') ?? '';

const post = async (path: string, form: Fields) => {
  const { status, body } = await call(path, { form });
  return { status, ...body };
};
const exchange = (code: string, changes: Fields = {}) =>
  post('/tiktok/api/v2/oauth/token/', {
    ...{ ...app, code, grant_type: 'authorization_code', redirect_uri: callback },
    ...changes,
  });
const refresh = (token: string) =>
  post('/tiktok/api/v2/oauth/token/', { ...app, grant_type: 'refresh_token', refresh_token: token });
const connect = async () => exchange(await allow());

async function follower(token: string) {
  const { status, body } = await call('/tiktok/api/v2/user/info/?fields=follower_count', { token });
  return { status, code: body.error.code, count: body.data.user?.follower_count };
}
const tokenStates = async (): Promise<string[]> =>
  (await told('accounts?platform=tiktok'))[0].tokens.map(({ kind, state }: Fields) => `${kind} ${state}`);

test('consent gives a code that gives tokens, and hands the state back', async () => {
  const page = await pageAt();
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.body).toContain('Atelier Lune');

  const { status, location } = await decide('allow');
  expect([status, location?.searchParams.get('state')]).toEqual([302, 'a state']);
  const tokens = await exchange(location?.searchParams.get('code') ?? '');
  expect(tokens).toMatchObject({ status: 200, open_id: account, expires_in: 7200 });
  expect(await follower(tokens.access_token)).toMatchObject({ status: 200, code: 'ok' });
});

test('a denial leads back with an error and no code', async () => {
  const { location } = await decide('deny');
  expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
    ...{ error: 'access_denied', error_description: expect.any(String), state: 'a state' },
  });
});

test.each([
  ['an address that is not registered', { redirect_uri: 'http://localhost:3000/oauth/callback/tiktok/' }],
  ['an address elsewhere', { redirect_uri: 'https://evil.example/oauth/callback/tiktok' }],
  ['an unknown app', { client_key: 'nobody' }],
  ['an unknown scope', { scope: 'user.info.basic,everything' }],
  ['scopes that are separated otherwise', { scope: 'user.info.basic video.list' }],
  ['no state', { state: '' }],
  ['another response type', { response_type: 'token' }],
  ['a plain challenge', { code_challenge: 'x'.repeat(64), code_challenge_method: 'plain' }],
] as [string, Fields][])('%s is refused on a page and leads nowhere', async (_case, changes) => {
  expect((await pageAt(changes)).status).toBe(400);
  const { status, location } = await decide('allow', changes);
  expect([status, location]).toEqual([400, null]);
});

test('an address that control registered is accepted, exactly', async () => {
  const redirect_uri = 'https://app.example/back';
  await control('apps', { platform: 'tiktok', redirectUris: [redirect_uri] });
  const code = await allow({ redirect_uri });
  expect(await exchange(code, { redirect_uri })).toMatchObject({ status: 200 });
  expect((await pageAt({ redirect_uri: `${redirect_uri}/` })).status).toBe(400);
});

test('a code works once: its reuse is refused and ends what it gave', async () => {
  const code = await allow();
  const { access_token: token, refresh_token: refreshToken } = await exchange(code);
  expect(await exchange(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect(await follower(token)).toMatchObject({ status: 401, code: 'access_token_invalid' });
  expect(await refresh(refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('a code lives ten minutes by the sandbox’s clock', async () => {
  const [inTime, late] = [await allow(), await allow()];
  await advance(minutes(9));
  expect((await exchange(inTime)).status).toBe(200);
  await advance(minutes(1));
  expect(await exchange(late)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('the token endpoint wants the same address, the right secret, a form, and a grant type it knows', async () => {
  const code = await allow();
  const elsewhere = { redirect_uri: 'http://localhost:3001/oauth/callback/tiktok' };
  expect(await exchange(code, elsewhere)).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect(await exchange(code, { client_secret: 'wrong' })).toMatchObject({
    status: 401,
    error: 'invalid_client',
  });
  expect(await exchange(code, { client_secret: '' })).toMatchObject({ status: 401, error: 'invalid_client' });
  expect(await exchange(code, { grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' });
  const json = { ...app, code, grant_type: 'authorization_code', redirect_uri: callback };
  expect((await call('/tiktok/api/v2/oauth/token/', { json })).status).toBe(400);
  expect((await exchange(code)).status).toBe(200);
});

test('a code with a challenge needs its verifier; TikTok’s challenge is in hex', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const sha256 = (encoding: 'hex' | 'base64url') => createHash('sha256').update(verifier).digest(encoding);
  const challenge = { code_challenge: sha256('hex'), code_challenge_method: 'S256' };
  const code = await allow(challenge);
  for (const wrong of [{}, { code_verifier: 'x'.repeat(43) }] as Fields[]) {
    expect(await exchange(code, wrong)).toMatchObject({ status: 400, error: 'invalid_request' });
  }
  expect((await exchange(code, { code_verifier: verifier })).status).toBe(200);
  expect((await pageAt({ ...challenge, code_challenge: sha256('base64url') })).status).toBe(400);
});

test('a refresh token rotates, and its second use ends the whole family', async () => {
  const first = await connect();
  await advance(minutes(121));
  expect(await follower(first.access_token)).toMatchObject({ status: 401, code: 'access_token_invalid' });
  const second = await refresh(first.refresh_token);
  expect(second).toMatchObject({ status: 200, open_id: account });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect((await follower(second.access_token)).status).toBe(200);

  expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect((await follower(second.access_token)).status).toBe(401);
  expect(await refresh(second.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('a refresh token that nobody used for 180 days is refused', async () => {
  const { refresh_token: token } = await connect();
  await advance(days(180));
  expect(await refresh(token)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('an app ends a grant; control ends or expires an account’s tokens', async () => {
  const first = await connect();
  expect(await post('/tiktok/api/v2/oauth/revoke/', { ...app, token: first.access_token })).toEqual({
    status: 200,
  });
  expect((await follower(first.access_token)).status).toBe(401);

  const second = await connect();
  await control('expire', { platform: 'tiktok', accountId: account });
  expect((await follower(second.access_token)).status).toBe(401);
  expect(await tokenStates()).toEqual([
    'refresh valid',
    'access expired',
    'refresh revoked',
    'access revoked',
  ]);
  const third = await refresh(second.refresh_token);
  expect((await follower(third.access_token)).status).toBe(200);
  await control('revoke', { platform: 'tiktok', accountId: account });
  expect((await follower(third.access_token)).status).toBe(401);
  expect(await refresh(third.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('accounts, tokens and the clock survive a restart', async () => {
  await control('accounts', { platform: 'tiktok', id: 'added', handle: 'added', name: 'Added' });
  const { access_token: token } = await connect();
  await advance(minutes(60));
  const before = await follower(token);
  await platforms.restart();
  expect(await follower(token)).toEqual(before);
  expect((await told('clock')).aheadSeconds).toBe(minutes(60));
  const accounts = await told('accounts?platform=tiktok');
  expect(accounts.map(({ id }: { id: string }) => id)).toContain('added');
  await control('clock', { reset: true });
  expect(await follower(token)).toMatchObject({ status: 200 });
});

test('followers grow from day to day, and are the same all day', async () => {
  const order = { platform: 'tiktok', accountId: account };
  const counts: number[] = [];
  for (let day = 0; day < 5; day += 1) {
    const { access_token: token } = (await control('tokens', order)).body;
    const { count } = await follower(token);
    expect((await follower(token)).count).toBe(count);
    counts.push(count);
    await advance(days(1));
  }
  expect(counts).toEqual([...new Set(counts)].toSorted((one, other) => one - other));
});

test('a platform’s tokens are never told by control', async () => {
  const { access_token: access, refresh_token: refreshToken } = await connect();
  const answer = await (await fetch(at('/control/accounts'))).text();
  expect(answer).not.toContain(access);
  expect(answer).not.toContain(refreshToken);
});

test.each([
  ['clock', { advanceSeconds: -1 }],
  ['apps', { platform: 'nowhere' }],
  ['revoke', { platform: 'tiktok', accountId: 'nobody' }],
  ['accounts', { platform: 'tiktok', id: 'a b', handle: 'x', name: 'x' }],
])('an order to /control/%s that makes no sense is refused', async (path, order) => {
  const { status, body } = await control(path, order);
  expect([status, body]).toEqual([400, { error: expect.any(String) }]);
});
