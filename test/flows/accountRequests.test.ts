import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { holdsOfApp } from '../../commands/connections/holdCalls.ts';
import { Connection } from '../../db/models/connection.ts';
import { rows } from '../../db/query.ts';
import { aConnection } from '../support/connections.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let ada: TestPerson;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
  ada = await aPerson(api, 'ada');
  await grantAdmin(ada.email);
});
afterAll(() => api.close());

const english = () => ada.client.with({ 'accept-language': 'en' });

describe('a body that opens no account names the fields that would', () => {
  test.each([
    ['instagram', {}, ['access_token', 'body', 'instagram_user_id']],
    ['instagram', { access_token: 'a' }, ['body', 'instagram_user_id']],
    ['instagram', { code: 'a' }, ['body', 'state']],
    ['tiktok', {}, ['authorization_code', 'body']],
    ['tiktok', { state: 'a' }, ['body', 'code']],
    ['tiktok', { authorization_code: 'a', colour: 'red' }, ['colour']],
    ['facebook', {}, ['access_token', 'body']],
    ['facebook', { access_token: 5 }, ['access_token', 'body']],
    ['whatsapp', { phone_number_id: 'a' }, ['access_token', 'body']],
    ['whatsapp', { phone_number_id: '../../x', access_token: 'a' }, ['phone_number_id']],
    ['reddit', {}, ['code', 'state']],
  ])('%s %j', async (platform, body, fields) => {
    const answer = await english().post(`/api/social-media/connect/${platform}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(Object.keys(answer.body.details).sort()).toEqual(fields);
    if (fields.includes('body'))
      expect(answer.body.details.body[0]).toMatch(/, or code and state of a consent/);
  });
});

test.each([
  '/api/social-media/connections?platform=myspace',
  '/api/social-media/stats?platform=myspace',
  '/api/social-media/stats/history?platform=myspace',
  '/api/social-media/posts/top?platform=myspace',
  '/api/social-media/admin/sync-logs?platform=myspace',
])('an unknown platform is refused, and the known ones are named: %s', async (path) => {
  const { status, body } = await english().get(path);
  expect(status).toBe(400);
  expect(body.details.platform).toEqual([expect.stringMatching(/Choose among: .*instagram.*twitter/)]);
});

test('an unknown platform cannot be brought up to date either', async () => {
  const answer = await english().post('/api/social-media/sync', { platforms: ['tiktok', 'myspace'] });
  expect(answer).toMatchObject({
    status: 400,
    body: { details: { platforms: [expect.stringContaining('instagram')] } },
  });
});

test('what a job is not told in its query is refused in its body', async () => {
  const path = '/api/social-media/admin/refresh-tokens';
  expect(await english().post(path, { days_before: 3 })).toMatchObject({
    status: 400,
    body: { details: { days_before: ['Unknown field.'] } },
  });
  expect((await english().post(path, {})).status).toBe(202);
  expect((await english().post(`${path}?days_before=3`)).status).toBe(202);
});

test('while a platform wants us to wait, the status says so, and that nobody has to do anything', async () => {
  const { body: projects } = await ada.client.get('/api/v1/projects');
  const { id } = await aConnection(api, projects[0].id);
  const heldUntil = new Date(Date.now() + 60 * 60_000);
  await Connection.update({ heldUntil }, { where: { id } });
  const status = async () => (await english().get(`/api/social-media/connections/${id}/status`)).body;
  expect(await status()).toMatchObject({
    status: 'active',
    reason: expect.stringMatching(/^The platform wants no calls before .* UTC$/),
    reason_code: 'held',
    what_to_do: 'Nothing: it goes on by itself afterwards',
    held_until: heldUntil.toISOString(),
  });
  // Of the whole app, for longer, as YouTube's quota until midnight.
  const appHeldUntil = new Date(Date.now() + 2 * 60 * 60_000);
  const { keep } = await holdsOfApp('tiktok');
  await keep({ scope: 'app', until: appHeldUntil });
  expect(await status()).toMatchObject({ reason_code: 'held', held_until: appHeldUntil.toISOString() });
  const { body: listed } = await english().get('/api/social-media/connections');
  expect(listed).toContainEqual(
    expect.objectContaining({ id, status: 'active', reason: expect.stringMatching(/wants no calls before/) }),
  );
  await rows('delete from platform_holds returning 1 as freed');
  await Connection.update(
    { connectionStatus: 'needs_reauth', statusReason: 'token_refused' },
    { where: { id } },
  );
  expect(await status()).toMatchObject({
    reason_code: 'token_refused',
    what_to_do: 'Connect the account again',
  });
});

test('connected again, an account keeps still as long as its platform asked: the calls are the account’s', async () => {
  const { body: projects } = await ada.client.get('/api/v1/projects');
  const { id, externalId } = await aConnection(api, projects[0].id);
  const heldUntil = new Date(Date.now() + 60 * 60_000);
  await Connection.update({ heldUntil }, { where: { id } });
  const again = await aConnection(api, projects[0].id, 'tiktok', externalId);
  expect(await again.reload()).toMatchObject({ id, heldUntil });
});

test.each([
  ['a doubled code', '/api/social-accounts/connect/tiktok/callback?code=a&code=b&state=c'],
  ['an endless state', `/api/social-accounts/connect/tiktok/callback?code=a&state=${'s'.repeat(501)}`],
  ['U+0000', '/api/social-accounts/connect/tiktok/callback?code=%00&state=c'],
  ['a doubled state, by the address of the guide', '/oauth/callback/tiktok?state=a&state=b'],
])('a browser that comes back with %s is led to the page that says so', async (_, path) => {
  const answer = await english().get(path);
  expect(answer.status).toBe(302);
  const { pathname, searchParams } = new URL(answer.headers.get('location') ?? '');
  expect(pathname).toBe('/dashboard/accounts');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    error: 'The answer of the platform is malformed: begin again',
    error_code: 'oauth_answer_malformed',
    platform: 'tiktok',
  });
});
