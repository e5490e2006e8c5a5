import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OAuthState } from '../../db/models/oauthState.ts';
import { beginConsent, comeBack, decide, tiktokAccounts } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** What goes wrong between the consent page and the connection, by chance or on purpose. */

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

async function userIdOf({ client }: TestPerson): Promise<string> {
  const { body: projects } = await client.get('/api/v1/projects');
  const { body: members } = await client.get(`/api/v1/projects/${projects[0].id}/members`);
  return members[0].user_id;
}
