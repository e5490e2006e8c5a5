import { createHash, randomBytes } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control } = platforms;
afterAll(() => platforms.close());

const account = '1459876543210987654';
const callback = 'http://localhost:3000/oauth/callback/twitter';
const verifier = randomBytes(32).toString('base64url');
const request = (changes: Record<string, string> = {}) => ({
  ...{ response_type: 'code', client_id: 'sandbox-twitter', redirect_uri: callback, state: 'a state' },
  scope: 'tweet.read users.read offline.access',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
  ...changes,
});
const authorizePath = '/twitter/x/i/oauth2/authorize';
const page = async (changes: Record<string, string>) =>
  (await call(`${authorizePath}?${new URLSearchParams(request(changes)).toString()}`)).status;
async function codeFor(changes: Record<string, string> = {}): Promise<string> {
  const { location } = await platforms.consent(authorizePath, request(changes), {
    decision: 'allow',
    account,
  });
  return location?.searchParams.get('code') ?? '';
}
const basic = Buffer.from('sandbox-twitter:sandbox-twitter-secret').toString('base64');
async function exchange(code: string, options: object = {}) {
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier };
  const headers = { authorization: `Basic ${basic}` };
  const { status, body } = await call('/twitter/api/2/oauth2/token', { headers, form, ...options });
  return { status, ...body };
}
const tokenFor = async (...scopes: string[]): Promise<string> =>
  (await control('tokens', { platform: 'twitter', accountId: account, scopes })).body.access_token;

test('a request without a challenge, or without state, is refused', async () => {
  expect(await page({})).toBe(200);
  expect(await page({ code_challenge: '' })).toBe(400);
  expect(await page({ state: '' })).toBe(400);
});

test('a code lives for thirty seconds', async () => {
  const [inTime, late] = [await codeFor(), await codeFor()];
  await control('clock', { advanceSeconds: 28 });
  expect(await exchange(inTime)).toMatchObject({ status: 200, token_type: 'bearer', expires_in: 7200 });
  await control('clock', { advanceSeconds: 3 });
  expect(await exchange(late)).toMatchObject({ status: 400, error: 'invalid_request' });
});

test('the token endpoint wants Basic authentication and a form', async () => {
  const code = await codeFor();
  expect(await exchange(code, { headers: {} })).toMatchObject({ status: 401, error: 'unauthorized_client' });
  expect((await exchange(code, { form: undefined, json: { code } })).status).toBe(400);
  expect((await exchange(code)).status).toBe(200);
});

test('only offline.access gives a refresh token', async () => {
  expect(await exchange(await codeFor())).toHaveProperty('refresh_token');
  const { status, refresh_token: none } = await exchange(await codeFor({ scope: 'tweet.read users.read' }));
  expect([status, none]).toEqual([200, undefined]);
});

test('a user comes with the fields that were asked for', async () => {
  const token = await tokenFor('users.read');
  const { body } = await call('/twitter/api/2/users/me?user.fields=public_metrics', { token });
  expect(body.data).toEqual({
    ...{ id: account, name: 'Atelier Lune', username: 'atelier_lune' },
    public_metrics: expect.objectContaining({ followers_count: expect.any(Number) }),
  });
  const wrong = await call('/twitter/api/2/users/me?user.fields=shoe_size', { token });
  expect([wrong.status, wrong.body.title]).toEqual([400, 'Invalid Request']);
});

test('a timeline wants its scope, and five to a hundred posts', async () => {
  const path = `/twitter/api/2/users/${account}/tweets`;
  expect((await call(path, { token: await tokenFor('users.read') })).status).toBe(403);
  const token = await tokenFor('tweet.read');
  for (const wrong of ['max_results=4', 'max_results=101', 'start_time=yesterday', 'expansions=everything']) {
    expect((await call(`${path}?${wrong}`, { token })).status).toBe(400);
  }
  expect((await call(path, { token })).body).toMatchObject({ meta: { result_count: 10 } });
  const { body } = await call(`${path}?start_time=2100-01-01T00:00:00Z`, { token });
  expect(body).toEqual({ meta: { result_count: 0 } });
});

test('every answer tells how many calls are left, and when the window ends', async () => {
  const token = await tokenFor('users.read');
  const left = async () => {
    const { headers } = await call('/twitter/api/2/users/me', { token });
    const now = Date.parse(headers.get('date') ?? '') / 1000;
    const wait = Number(headers.get('x-rate-limit-reset')) - now;
    expect(wait).toBeGreaterThanOrEqual(0);
    expect(wait).toBeLessThanOrEqual(900);
    return Number(headers.get('x-rate-limit-remaining'));
  };
  await control('clock', { advanceSeconds: 900 });
  const fresh = await tokenFor('users.read');
  expect((await call('/twitter/api/2/users/me', { token: fresh })).status).toBe(200);
  const first = await left();
  expect(await left()).toBe(first - 1);
});
