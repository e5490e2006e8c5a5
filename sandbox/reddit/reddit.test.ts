import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { call, control } = platforms;
afterAll(() => platforms.close());

const account = '6w2kq';
const callback = 'http://localhost:3000/oauth/callback/reddit';
const agent = { 'user-agent': 'web:a.test:v1' };
const basic = {
  authorization: `Basic ${Buffer.from('sandbox-reddit:sandbox-reddit-secret').toString('base64')}`,
};
const tokenFor = async (...scopes: string[]): Promise<string> =>
  (await control('tokens', { platform: 'reddit', accountId: account, scopes })).body.access_token;

async function codeFor(duration?: string) {
  const request = {
    ...{ response_type: 'code', client_id: 'sandbox-reddit', redirect_uri: callback, state: 'x' },
    ...{ scope: 'identity history', ...(duration && { duration }) },
  };
  return platforms.consent('/reddit/www/api/v1/authorize', request, { decision: 'allow', account });
}
const exchange = async (code: string, headers: Record<string, string> = { ...agent, ...basic }) => {
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback };
  const { status, body } = await call('/reddit/www/api/v1/access_token', { headers, form });
  return { status, ...body };
};

test('every request needs a User-Agent of its own, that for a token too', async () => {
  const token = await tokenFor('identity');
  const status = async (name: string) =>
    (await call('/reddit/oauth/api/v1/me', { token, headers: { 'user-agent': name } })).status;
  expect(await status('web:a.test:v1')).toBe(200);
  for (const common of ['', 'node', 'undici', 'python-requests/2.32', 'curl/8.5.0']) {
    expect(await status(common)).toBe(429);
  }
  expect((await exchange('a code', { ...basic, 'user-agent': 'node' })).status).toBe(429);
});

test('only a permanent consent gives a refresh token, which stays', async () => {
  const code = (answer: { location: URL | null }) => answer.location?.searchParams.get('code') ?? '';
  const temporary = await exchange(code(await codeFor()));
  expect([temporary.status, temporary.refresh_token]).toEqual([200, undefined]);
  const answer = await codeFor('permanent');
  expect(answer.location?.hash).toBe('#_');
  const { refresh_token: token } = await exchange(code(answer));
  const form = { grant_type: 'refresh_token', refresh_token: token };
  for (let time = 0; time < 2; time += 1) {
    const { body } = await call('/reddit/www/api/v1/access_token', { headers: { ...agent, ...basic }, form });
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 86_400, refresh_token: token });
  }
});

test('a wrong app is challenged; a wrong code is told with 200', async () => {
  expect(await exchange('nothing', agent)).toEqual({ status: 401, message: 'Unauthorized', error: 401 });
  expect(await exchange('nothing')).toEqual({ status: 200, error: 'invalid_grant' });
});

test('a call without a token, or without its scope, is challenged', async () => {
  const challenge = async (token?: string) => {
    const answer = await call('/reddit/oauth/user/atelier_lune/submitted', { token, headers: agent });
    return [answer.status, answer.headers.get('www-authenticate')];
  };
  expect(await challenge('nonsense')).toEqual([401, 'Bearer realm="reddit", error="invalid_token"']);
  expect(await challenge(await tokenFor('identity'))).toEqual([
    ...[403, 'Bearer realm="reddit", error="insufficient_scope"'],
  ]);
});

test('submissions come newest first, page after page, each once, with what is left of the window', async () => {
  const token = await tokenFor('history');
  const names: string[] = [];
  let after: string | null = null;
  do {
    const path = `/reddit/oauth/user/Atelier_Lune/submitted?limit=7${after ? `&after=${after}` : ''}`;
    const { body, headers } = await call(path, { token, headers: agent });
    expect(headers.get('x-ratelimit-remaining')).toMatch(/^\d+\.0$/);
    expect(Number(headers.get('x-ratelimit-reset'))).toBeLessThanOrEqual(600);
    names.push(...body.data.children.map((child: { data: { name: string } }) => child.data.name));
    after = body.data.after;
  } while (after);
  expect(names.length).toBeGreaterThan(20);
  expect(new Set(names).size).toBe(names.length);
});
