import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let ada: TestPerson;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', PUBLIC_URL: 'https://social.example' });
  ada = await aPerson(api, 'ada');
});
afterAll(() => api.close());

const path = '/api/v1/auth/session';
const ours = { origin: 'https://social.example', 'x-requested-with': 'dashboard' };
const aBrowser = (headers: Record<string, string> = ours) => api.stranger().with(headers);

async function signedIn() {
  const browser = aBrowser();
  const answer = await browser.post(path, { email: ada.email, password: aPassword });
  return { browser, answer, cookie: cookieOf(answer.headers) };
}
const cookieOf = (headers: Headers) => headers.getSetCookie().join().split(';')[0] ?? '';
const refresh = (browser: ApiClient, cookie: string) =>
  browser.post(`${path}/refresh`, undefined, { headers: { cookie } });

test('signing in answers an access token, and keeps the other from scripts and from other sites', async () => {
  const { answer } = await signedIn();
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    token_type: 'bearer',
    expires_in: 900,
    user: { email: ada.email, language: 'fr' },
  });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^__Secure-session=[\w-]{43}; Path=\/api\/v1\/auth\/session; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure$/,
    ),
  ]);
  const client = aBrowser({ authorization: `Bearer ${answer.body.access_token}` });
  expect((await client.get('/api/v1/auth/me')).body).toMatchObject({ email: ada.email });
});

test('the cookie is renewed at every refresh, and one that comes back late ends the session', async () => {
  const { browser, cookie } = await signedIn();
  const renewed = await refresh(browser, cookie);
  expect(renewed.status).toBe(200);
  const next = cookieOf(renewed.headers);
  expect(next).not.toBe(cookie);
  expect((await refresh(browser, next)).status).toBe(200);

  await row(
    `update refresh_tokens set rotated_at = now() - interval '1 minute' where rotated_at is not null returning 1 as aged`,
  );
  expect(await refresh(browser, cookie)).toMatchObject({
    status: 401,
    body: { code: 'invalid_refresh_token' },
  });
  const client = browser.with({ authorization: `Bearer ${renewed.body.access_token}` });
  expect((await client.get('/api/auth/me')).body.code).toBe('session_ended');
});

describe('a request that no page of ours made', () => {
  test.each([
    ['of another site', { ...ours, origin: 'https://evil.example' }],
    ['of a site whose name begins like ours', { ...ours, origin: 'https://social.example.evil.example' }],
    ['of a sandboxed frame', { ...ours, origin: 'null' }],
    ['without an origin', { 'x-requested-with': 'dashboard' }],
    ['of a form', { origin: 'https://social.example' }],
  ])('is refused: %s', async (_, headers) => {
    const { cookie } = await signedIn();
    const browser = aBrowser(headers);
    const refused = { status: 403, body: { code: 'cross_site' } };
    expect(await browser.post(path, { email: ada.email, password: aPassword })).toMatchObject(refused);
    expect(await refresh(browser, cookie)).toMatchObject(refused);
    expect(await browser.delete(path, { headers: { cookie } })).toMatchObject(refused);
    expect((await refresh(aBrowser(), cookie)).status).toBe(200);
  });

  test('is one of ours where a developer’s server passes it on under its own address', async () => {
    const { cookie } = await signedIn();
    const origin = api.url;
    expect((await refresh(aBrowser({ ...ours, origin }), cookie)).status).toBe(200);
  });
});

test('signing out ends the session and takes the cookie away', async () => {
  const { browser, answer, cookie } = await signedIn();
  const left = await browser.delete(path, { headers: { cookie } });
  expect(left.status).toBe(204);
  expect(left.headers.getSetCookie().join()).toContain('Max-Age=0');
  expect((await refresh(browser, cookie)).status).toBe(401);
  const client = browser.with({ authorization: `Bearer ${answer.body.access_token}` });
  expect((await client.get('/api/auth/me')).status).toBe(401);
  expect((await browser.delete(path)).status).toBe(204);
});

test('another password ends the sessions elsewhere, and this browser goes on', async () => {
  const { email } = ada;
  const [here, elsewhere] = [await signedIn(), await signedIn()];
  const client = here.browser.with({ authorization: `Bearer ${here.answer.body.access_token}` });
  const wrong = await client.post(`${path}/password`, {
    old_password: 'wrong',
    new_password: 'Another-horse-8',
  });
  expect(wrong).toMatchObject({ status: 422, body: { details: { old_password: [expect.any(String)] } } });
  const changed = await client.post(`${path}/password`, {
    old_password: aPassword,
    new_password: 'Another-horse-8',
  });
  expect(changed).toMatchObject({ status: 200, body: { user: { email } } });
  expect((await refresh(here.browser, cookieOf(changed.headers))).status).toBe(200);
  expect((await refresh(elsewhere.browser, elsewhere.cookie)).status).toBe(401);
});
