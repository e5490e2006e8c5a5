import { afterAll, afterEach, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';

/** What can be made to go wrong when a social platform is called, tried on TikTok. */

const platforms = await startTestPlatforms();
const { call, control, told } = platforms;
afterEach(() => control('reset', {}));
afterAll(() => platforms.close());

const account = '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL';
const infoPath = '/tiktok/api/v2/user/info/?fields=open_id';
const fault = (name: string, more: object = {}) =>
  control('faults', { standIn: 'tiktok', fault: name, match: account, ...more });
const connect = async () => (await control('tokens', { platform: 'tiktok', accountId: account })).body;
const ask = async () => call(infoPath, { token: (await connect()).access_token });
const refresh = (token: string) =>
  call('/tiktok/api/v2/oauth/token/', {
    form: {
      ...{ client_key: 'sandbox-tiktok', client_secret: 'sandbox-tiktok-secret' },
      ...{ grant_type: 'refresh_token', refresh_token: token },
    },
  });
const lastCall = async () => (await told(`calls?match=${account}`)).at(-1);

test.each([
  ['rate_limited', 429, 'rate_limit_exceeded'],
  ['server_error', 500, 'internal_error'],
  ['unavailable', 503, 'internal_error'],
  ['expired_token', 401, 'access_token_invalid'],
  ['revoked_token', 401, 'access_token_invalid'],
  ['missing_scope', 401, 'scope_not_authorized'],
])('%s is told in the platform’s words, once, and no work is done', async (name, status, code) => {
  await fault(name);
  const answer = await ask();
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  expect(await lastCall()).toMatchObject({ outcome: 'refused', status, worked: false });
  expect((await ask()).status).toBe(200);
});

test('a dropped connection tells nothing: only the journal knows whether the work was done', async () => {
  const { refresh_token: token } = await connect();
  await fault('drop_before_work');
  await expect(refresh(token)).rejects.toThrow();
  expect(await lastCall()).toMatchObject({ outcome: 'dropped', worked: false });
  await fault('drop_after_work');
  await expect(refresh(token)).rejects.toThrow();
  expect(await lastCall()).toMatchObject({ outcome: 'dropped', worked: true });
  // The token was used up: the platform must take its second use for a theft.
  expect((await refresh(token)).body).toMatchObject({ error: 'invalid_grant' });
});

test('a body can be cut off, or know more than was announced', async () => {
  await fault('malformed_body');
  await expect(ask()).rejects.toThrow('JSON');
  await fault('unknown_fields');
  const { body } = await ask();
  expect(body.data.user).toMatchObject({ open_id: account, another_new_field: null });
});

test('a slow answer is waited for; a slow body comes in two parts', async () => {
  for (const name of ['slow', 'slow_body']) {
    await fault(name, { delayMs: 100 });
    const started = performance.now();
    expect((await ask()).body.error.code).toBe('ok');
    expect(performance.now() - started).toBeGreaterThan(95);
  }
});

test('a caller who leaves a slow answer had no work done', async () => {
  const { access_token: token } = await connect();
  await fault('slow', { delayMs: 60_000 });
  await expect(call(infoPath, { token, signal: AbortSignal.timeout(100) })).rejects.toThrow();
  expect(await lastCall()).toMatchObject({ worked: false });
});

test('a fault of one account leaves the others alone', async () => {
  await fault('server_error', { match: 'somebody else' });
  expect((await ask()).status).toBe(200);
});

test('an address that the platform does not have is refused, and journaled', async () => {
  const { access_token: token } = await connect();
  expect((await call('/tiktok/api/v2/user/nothing/', { token })).status).toBe(404);
  expect(await lastCall()).toMatchObject({ path: '/tiktok/api/v2/user/nothing/', worked: false });
});
