import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { Connection } from '../../db/models/connection.ts';
import { OAuthState } from '../../db/models/oauthState.ts';
import { createVault } from '../../db/vault.ts';
import { beginConsent, comeBack, connectAccount, decide, tiktokAccounts } from '../support/consents.ts';
import { sendNoticesNow } from '../support/dueNotices.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let ada: TestPerson;
beforeAll(async () => {
  stack = await startTestStack();
  ada = await aPerson(stack.api, 'ada');
});
afterAll(() => stack.close());

const newPerson = (name: string) => aPerson(stack.api, name);
const connections = async ({ client }: TestPerson, query = '') =>
  (await client.get(`/api/social-media/connections${query}`)).body;

describe('an account is connected', () => {
  test('through the consent page, with figures within seconds', async () => {
    const begun = await beginConsent(ada.client, 'tiktok');
    const page = new URL(begun.address);
    expect(page.searchParams.get('client_key')).toBe('sandbox-tiktok');
    expect(page.searchParams.get('redirect_uri')).toBe(
      'http://localhost:8000/api/social-accounts/connect/tiktok/callback',
    );
    expect(page.searchParams.get('code_challenge_method')).toBe('S256');

    const callback = await decide(begun);
    expect(await comeBack(stack.api, callback, begun.cookie)).toMatchObject({
      success: 'true',
      platform: 'tiktok',
    });

    const { body: accounts } = await ada.client.get('/api/social-accounts/');
    expect(accounts).toMatchObject([
      {
        platform: 'tiktok',
        account_id: tiktokAccounts.atelier,
        username: 'atelier.lune',
        display_name: 'Atelier Lune',
        access_token: expect.stringMatching(/^act\..\.\.\.$/),
        refresh_token: expect.stringMatching(/^rft\..\.\.\.$/),
        is_active: true,
      },
    ]);
    const [{ id }] = accounts;
    const status = `/api/social-media/connections/${id}/status`;
    expect((await ada.client.get(status)).body).toMatchObject({
      status: 'active',
      reason: null,
      what_to_do: null,
      next_refresh_at: expect.any(String),
      depends_on: { scheduled_posts: 0 },
    });
    await eventually(async () =>
      expect((await ada.client.get(status)).body.last_sync).toEqual(expect.any(String)),
    );
  });

  test('again: the same connection, with new tokens', async () => {
    const [before] = await connections(ada);
    const sealed = (await Connection.findByPk(before.id))?.accessTokenEncrypted;
    const again = await connectAccount(stack.api, ada.client);
    expect(again.id).toBe(before.id);
    expect((await Connection.findByPk(before.id))?.accessTokenEncrypted).not.toEqual(sealed);
  });

  test('by a page of another origin that posts code and state as the person who began', async () => {
    const grace = await newPerson('grace');
    const callback = new URL(
      await decide(await beginConsent(grace.client, 'tiktok'), { account: tiktokAccounts.max }),
      stack.api.url,
    );
    const body = { code: callback.searchParams.get('code'), state: callback.searchParams.get('state') };
    expect(await grace.client.post('/api/social-media/connect/tiktok', body)).toMatchObject({
      status: 201,
      body: { connection: { username: 'max.makes', status: 'active' }, connections: [{}] },
    });
    expect(await grace.client.post('/api/social-media/connect/tiktok', body)).toMatchObject({
      status: 400,
      body: { code: 'oauth_state_used' },
    });
  });

  test('by the redirect URI of the integration guide, which leads to the callback', async () => {
    const answer = await stack.api.stranger().get('/oauth/callback/tiktok?code=a%20b&state=c&scopes=d');
    expect(answer.headers.get('location')).toBe(
      'http://localhost:8000/api/social-accounts/connect/tiktok/callback?code=a+b&state=c',
    );
  });

  test('with a redirect URI that is not ours, not at all', async () => {
    const body = { authorization_code: 'a', redirect_uri: 'https://evil.example/callback' };
    expect(await ada.client.post('/api/social-media/connect/tiktok', body)).toMatchObject({
      status: 400,
      body: { details: { redirect_uri: [expect.any(String)] } },
    });
  });

  test('with a code that the platform does not know, not at all', async () => {
    expect(
      await ada.client.post('/api/social-media/connect/tiktok', { authorization_code: 'invented' }),
    ).toMatchObject({ status: 400, body: { code: 'platform_refused' } });
  });

  test('of a platform that nobody knows, or that is not set up, with a clear refusal', async () => {
    expect(await ada.client.get('/api/social-accounts/connect/myspace')).toMatchObject({
      status: 404,
      body: { code: 'platform_not_supported' },
    });
    const { body } = await ada.client.get('/api/platforms');
    expect(body).toContainEqual(expect.objectContaining({ id: 'tiktok', configuration: 'sandbox' }));
  });
});

describe('nothing is stored when', () => {
  let eve: TestPerson;
  beforeAll(async () => {
    eve = await newPerson('eve');
  });
  afterAll(async () => expect(await connections(eve)).toEqual([]));
  const refusedBecause = (code: string) => expect.objectContaining({ error_code: code, platform: 'tiktok' });

  test('the person denies', async () => {
    const begun = await beginConsent(eve.client, 'tiktok');
    const callback = await decide(begun, { decision: 'deny' });
    const told = await comeBack(stack.api, callback, begun.cookie);
    expect(told).toEqual(refusedBecause('consent_denied'));
    expect(told.error).toBe('You did not allow the access. Nothing was connected.');
  });

  test('the state is invented, missing, of another platform, or has expired', async () => {
    const base = '/api/social-accounts/connect/tiktok/callback';
    expect(await comeBack(stack.api, `${base}?code=a&state=b`)).toEqual(
      refusedBecause('oauth_state_unknown'),
    );
    expect(await comeBack(stack.api, `${base}?code=a`)).toEqual(refusedBecause('oauth_state_missing'));
    const begun = await beginConsent(eve.client, 'tiktok');
    const callback = await decide(begun);
    expect(await comeBack(stack.api, callback.replace(/code=[^&]*&/, ''), begun.cookie)).toEqual(
      refusedBecause('oauth_code_missing'),
    );
    await OAuthState.update({ platform: 'reddit' }, { where: { userId: await userIdOf(eve), usedAt: null } });
    expect(await comeBack(stack.api, callback, begun.cookie)).toEqual(
      refusedBecause('oauth_state_of_another_platform'),
    );
    await OAuthState.update(
      { platform: 'tiktok', expiresAt: new Date() },
      { where: { userId: await userIdOf(eve), usedAt: null } },
    );
    expect(await comeBack(stack.api, callback, begun.cookie)).toEqual(refusedBecause('oauth_state_expired'));
  });

  test('the answer comes from another server', async () => {
    const begun = await beginConsent(eve.client, 'tiktok');
    const callback = `${await decide(begun)}&iss=${encodeURIComponent('https://evil.example')}`;
    expect(await comeBack(stack.api, callback, begun.cookie)).toEqual(refusedBecause('oauth_issuer_wrong'));
  });

  test('the code was exchanged for another: the verifier does not fit', async () => {
    const mine = await beginConsent(eve.client, 'tiktok');
    const other = await beginConsent(ada.client, 'tiktok');
    const injected = new URL(await decide(other, { account: tiktokAccounts.newcomer }), stack.api.url);
    const callback = (await decide(mine)).replace(
      /code=[^&]*/,
      `code=${encodeURIComponent(injected.searchParams.get('code') ?? '')}`,
    );
    expect(await comeBack(stack.api, callback, mine.cookie)).toEqual(refusedBecause('platform_refused'));
  });

  test('whoever began has left the project, or signed out', async () => {
    const mallory = await newPerson('mallory');
    const begun = await beginConsent(mallory.client, 'tiktok');
    const callback = await decide(begun, { account: tiktokAccounts.newcomer });
    await mallory.client.post('/api/v1/auth/logout', {});
    const { body: sessions } = await mallory.client.get('/api/v1/auth/sessions');
    for (const { id } of sessions ?? []) await mallory.client.delete(`/api/v1/auth/sessions/${id}`);
    expect(await comeBack(stack.api, callback, begun.cookie)).toEqual(refusedBecause('consent_not_allowed'));
  });
});

test('a repeated click connects once, and the second says that it is used', async () => {
  const lin = await newPerson('lin');
  const begun = await beginConsent(lin.client, 'tiktok');
  const callback = await decide(begun, { account: tiktokAccounts.newcomer });
  const told = await Promise.all([1, 2, 3].map(() => comeBack(stack.api, callback, begun.cookie)));
  expect(told.filter(({ success }) => success === 'true')).toHaveLength(1);
  expect(told.filter(({ error_code: code }) => code === 'oauth_state_used')).toHaveLength(2);
  expect(await connections(lin)).toHaveLength(1);
  await lin.client.delete(`/api/social-media/connections/${(await connections(lin))[0].id}`);
});

test('two consents that one browser began beside each other both end well', async () => {
  const lou = await newPerson('lou');
  const first = await beginConsent(lou.client, 'tiktok');
  const second = await beginConsent(lou.client, 'tiktok', { cookie: first.cookie });
  for (const begun of [first, second])
    expect(
      await comeBack(stack.api, await decide(begun, { account: tiktokAccounts.newcomer }), second.cookie),
    ).toMatchObject({ success: 'true' });
  const [connection] = await connections(lou);
  await lou.client.delete(`/api/social-accounts/${connection.id}`);
});

describe('in another browser than the one that began', () => {
  test('nothing is connected until the person who began confirms', async () => {
    const joan = await newPerson('joan');
    const callback = await decide(await beginConsent(joan.client, 'tiktok'), {
      account: tiktokAccounts.newcomer,
    });
    const { confirm, success } = await comeBack(stack.api, callback);
    expect(success).toBeUndefined();
    expect(await connections(joan)).toEqual([]);
    const path = '/api/social-accounts/connect/tiktok/confirm';
    const confirmed = await joan.client.post(path, { confirmation: confirm });
    expect(confirmed).toMatchObject({ status: 201, body: { connection: { username: 'newcomer' } } });
    expect(await joan.client.post(path, { confirmation: confirm })).toMatchObject({ status: 400 });
    await joan.client.delete(`/api/social-accounts/${confirmed.body.connection.id}`);
  });

  test('who was lured there can confirm nothing, and the one who lured knows not how', async () => {
    const [attacker, victim] = [await newPerson('attacker'), await newPerson('victim')];
    const begun = await beginConsent(attacker.client, 'tiktok');
    const own = await beginConsent(victim.client, 'tiktok');
    const callback = await decide(begun, { account: tiktokAccounts.newcomer });
    const { confirm } = await comeBack(stack.api, callback, own.cookie);
    const state = new URL(begun.address).searchParams.get('state');
    const path = '/api/social-accounts/connect/tiktok/confirm';
    expect(await attacker.client.post(path, { confirmation: state })).toMatchObject({ status: 400 });
    expect(await victim.client.post(path, { confirmation: confirm })).toMatchObject({
      status: 403,
      body: { code: 'oauth_state_of_another' },
    });
    for (const person of [attacker, victim]) expect(await connections(person)).toEqual([]);
  });

  test('code and state of another person connect nothing', async () => {
    const [attacker, victim] = [await newPerson('attacker'), await newPerson('victim')];
    const callback = new URL(await decide(await beginConsent(attacker.client, 'tiktok')), stack.api.url);
    const body = { code: callback.searchParams.get('code'), state: callback.searchParams.get('state') };
    expect(await victim.client.post('/api/social-media/connect/tiktok', body)).toMatchObject({
      status: 403,
      body: { code: 'oauth_state_of_another' },
    });
  });
});

describe('an account that is connected in another project', () => {
  test('stays there, unless it is taken over; then the other says so', async () => {
    const rosa = await newPerson('rosa');
    const begun = await beginConsent(rosa.client, 'tiktok');
    const told = await comeBack(stack.api, await decide(begun), begun.cookie);
    expect(told.error_code).toBe('account_connected_elsewhere');
    expect(await connections(rosa)).toEqual([]);

    const taken = await connectAccount(stack.api, rosa.client, 'tiktok', { force: true });
    expect(taken.status).toBe('active');
    expect(await connections(ada)).toEqual([]);
    const [lost] = await connections(ada, '?status=revoked');
    expect(lost).toMatchObject({ status: 'revoked', reason: expect.stringContaining('autre projet') });
    expect(await Connection.findByPk(lost.id)).toMatchObject({
      accessTokenEncrypted: null,
      refreshTokenEncrypted: null,
    });
    await sendNoticesNow();
    await eventually(async () =>
      expect(await stack.sandbox.mails(ada.email)).toEqual([
        expect.objectContaining({
          subject: 'Un compte connecté a été repris par un autre projet',
          text: expect.stringContaining('atelier.lune'),
        }),
      ]),
    );
  });
});

describe('an account is disconnected', () => {
  afterEach(() => stack.sandbox.clearFaults());

  test('its secrets are gone at once, the platform is told, its history stays', async () => {
    const vera = await newPerson('vera');
    const { id } = await connectAccount(stack.api, vera.client, 'tiktok', {
      account: tiktokAccounts.newcomer,
    });
    expect((await vera.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
    expect(await Connection.findByPk(id)).toMatchObject({
      accessTokenEncrypted: null,
      refreshTokenEncrypted: null,
      connectionStatus: 'revoked',
    });
    await eventually(async () =>
      expect((await stack.describeWorkflow(`disconnect-connection/${id}`)).status.name).toBe('COMPLETED'),
    );
    expect((await Connection.findByPk(id))?.revocationEncrypted).toBeNull();
    const revocations = await stack.sandbox.calls('/tiktok/api/v2/oauth/revoke/');
    expect(revocations.length).toBeGreaterThan(0);
    expect((await vera.client.get('/api/social-accounts')).body).toEqual([]);
    expect((await vera.client.get(`/api/social-media/connections/${id}/status`)).body).toMatchObject({
      status: 'revoked',
      reason_code: 'disconnected',
    });
    expect((await vera.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
    const again = await connectAccount(stack.api, vera.client, 'tiktok', {
      account: tiktokAccounts.newcomer,
    });
    expect(again).toMatchObject({ id, status: 'active' });
  });

  test('and connected in another project before the platform was told: it is told no more', async () => {
    const [vito, zoe] = [await newPerson('vito'), await newPerson('zoe')];
    const account = tiktokAccounts.max;
    const { id } = await connectAccount(stack.api, vito.client, 'tiktok', { account, force: true });
    await stack.sandbox.fault({
      standIn: 'tiktok',
      fault: 'unavailable',
      match: '/oauth/revoke/',
      times: 99,
    });
    expect((await vito.client.delete(`/api/social-accounts/${id}`)).status).toBe(204);
    const farewell = stack.temporal.workflow.getHandle(`disconnect-connection/${id}`);
    await eventually(async () => expect((await farewell.describe()).status.name).toBe('RUNNING'));

    expect(await connectAccount(stack.api, zoe.client, 'tiktok', { account })).toMatchObject({
      status: 'active',
    });
    expect((await Connection.findByPk(id))?.revocationEncrypted).toBeNull();
    // Its cancellation ends it, or its next attempt, which finds that nothing is left to tell.
    const ended = await farewell.result().catch((error: unknown) => error);
    if (!(ended instanceof WorkflowFailedError && ended.cause instanceof CancelledFailure))
      expect(ended).toBe('gone');
  });
});

test('no token stands in the logs, or in the histories of workflows', async () => {
  const mina = await newPerson('mina');
  const { id } = await connectAccount(stack.api, mina.client, 'tiktok', {
    account: tiktokAccounts.newcomer,
    force: true,
  });
  const connection = await Connection.findByPk(id, { rejectOnEmpty: true });
  const tokens = openTokens(createVault(stack.api.config.ENCRYPTION_KEY ?? ''), connection);
  const workflow = stack.temporal.workflow.getHandle(`sync-connection/${id}`);
  await eventually(async () => expect((await workflow.describe()).status.name).toBe('COMPLETED'));
  await mina.client.delete(`/api/social-accounts/${id}`);
  const farewell = stack.temporal.workflow.getHandle(`disconnect-connection/${id}`);
  await eventually(async () => expect((await farewell.describe()).status.name).toBe('COMPLETED'));
  const histories = await Promise.all([workflow.fetchHistory(), farewell.fetchHistory()]);
  const told = stack.worker.output + histories.map((history) => decoded(historyToJSON(history))).join();
  expect(told).toContain(id);
  for (const secret of [tokens?.accessToken, tokens?.refreshToken]) {
    expect(secret).toMatch(/^(act|rft)\./);
    expect(told.includes(secret ?? '')).toBe(false);
  }
});

/** A history with its payloads, which are base64, in clear. */
const decoded = (json: string) =>
  json.replace(/"data": ?"([^"]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString());

test('what will stop working is told beforehand', async () => {
  const nora = await newPerson('nora');
  const { id } = await connectAccount(stack.api, nora.client, 'tiktok', {
    account: tiktokAccounts.newcomer,
    force: true,
  });
  expect((await nora.client.get('/api/social-media/connections/forecast')).body).toEqual([]);
  const inThreeDays = new Date(Date.now() + 3.5 * 24 * 60 * 60_000);
  await Connection.update({ refreshExpiresAt: inThreeDays }, { where: { id } });
  expect((await nora.client.get('/api/social-media/connections/forecast')).body).toMatchObject([
    {
      id,
      status: 'expiring',
      fails_at: inThreeDays.toISOString(),
      days_left: 3,
      reason_code: 'token_expires_soon',
    },
  ]);
  expect(await connections(nora, '?status=expiring')).toHaveLength(1);
  const inTwoMonths = new Date(Date.now() + 59 * 24 * 60 * 60_000);
  await Connection.update({ refreshExpiresAt: inTwoMonths }, { where: { id } });
  const [later] = (await nora.client.get('/api/social-media/connections/forecast')).body;
  expect(later).toMatchObject({ status: 'active', reason_code: 'token_expires' });
  expect(later.reason).not.toContain('bientôt');
  await Connection.update({ refreshExpiresAt: inThreeDays }, { where: { id } });
  expect(await connections(nora, '?status=active')).toEqual([]);
});

async function userIdOf({ client }: TestPerson): Promise<string> {
  const { body: projects } = await client.get('/api/v1/projects');
  const { body: members } = await client.get(`/api/v1/projects/${projects[0].id}/members`);
  return members[0].user_id;
}
