import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
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
