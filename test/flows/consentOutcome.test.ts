import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signFailure } from '../../api/consent/failures.ts';
import { Connection } from '../../db/models/connection.ts';
import { OAuthState } from '../../db/models/oauthState.ts';
import { beginConsent, comeBack, decide, tiktokAccounts } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

let sandbox: TestSandbox;
let api: TestApi;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url, RATE_LIMITS: 'false' });
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});

/** What the address says that the callback leads to. */
type Told = Record<string, string>;

const connections = async ({ client }: TestPerson) =>
  (await client.get('/api/social-media/connections')).body;

/** A consent that came back: in the browser that began, or in another. */
async function aConsent(person: TestPerson, account: string, browser: 'same' | 'other' = 'same') {
  const begun = await beginConsent(person.client, 'tiktok');
  return comeBack(api, await decide(begun, { account }), browser === 'same' ? begun.cookie : '');
}

/** A consent that the person refused at the platform. */
async function aRefusal(person: TestPerson): Promise<Told> {
  const begun = await beginConsent(person.client, 'tiktok');
  return comeBack(api, await decide(begun, { decision: 'deny' }), begun.cookie);
}

/** What the dashboard is told of an address. */
const outcome = (person: TestPerson, { platform = 'tiktok', ...told }: Told, language = 'en') =>
  person.client.get(
    `/api/social-accounts/connect/${encodeURIComponent(platform)}/outcome?${new URLSearchParams(told).toString()}`,
    { headers: { 'accept-language': language } },
  );

const confirm = ({ client }: TestPerson, confirmation: string | undefined, force = false) =>
  client.post(
    '/api/social-accounts/connect/tiktok/confirm',
    { confirmation, force },
    { headers: { 'accept-language': 'en' } },
  );

describe('what a consent came to', () => {
  test('names the account that was connected, and no other', async () => {
    const ada = await aPerson(api, 'ada');
    const told = await aConsent(ada, tiktokAccounts.atelier);
    const [{ id }] = await connections(ada);
    expect(await outcome(ada, told)).toMatchObject({
      status: 200,
      body: { outcome: 'connected', accounts: [{ id, username: 'atelier.lune' }], next_step: null },
    });
    const forged = await outcome(ada, { ...told, account: `${String(id)}.forged` });
    expect(forged.body).toMatchObject({ outcome: 'failed', accounts: [] });
    const other = await aPerson(api, 'other');
    expect((await outcome(other, told)).body).toMatchObject({ outcome: 'failed', accounts: [] });
  });

  test('says why nothing was connected, in the reader’s language, and what to do', async () => {
    const eve = await aPerson(api, 'eve');
    const told = await aRefusal(eve);
    expect((await outcome(eve, told)).body).toMatchObject({
      ...{ outcome: 'failed', next_step: 'begin_again' },
      message: expect.stringContaining('You did not allow the access'),
    });
    expect((await outcome(eve, told, 'fr')).body.message).toContain('Vous n’avez pas autorisé l’accès');
    const busy = { signed: signFailure(api.config, { code: 'platform_unavailable', parameters: {} }) };
    expect((await outcome(eve, busy)).body).toMatchObject({ outcome: 'failed', next_step: 'wait' });
  });

  test('takes no code, and so no advice, from an address that others made', async () => {
    const eve = await aPerson(api, 'eve');
    const { body } = await outcome(eve, { error: 'x', error_code: 'platform_busy' }, 'fr');
    expect(body).toMatchObject({ outcome: 'failed', code: null, next_step: 'begin_again' });
    expect(body.message).toContain('n’a pas abouti');
  });

  test('says no text of whoever made the address, and survives whatever it holds', async () => {
    const eve = await aPerson(api, 'eve');
    const told = await aRefusal(eve);
    const changes: Told[] = [
      { signed: `Q2FsbCA1NTU.${told.signed?.split('.')[1] ?? ''}` },
      { signed: 'Call <b>555</b>' },
      { error: 'x', error_code: '<b>', platform: '<i>', signed: 'x' },
    ];
    for (const changed of changes)
      expect(await outcome(eve, { ...told, ...changed })).toMatchObject({
        status: 200,
        body: { outcome: 'failed', message: 'The connecting did not succeed. Nothing was connected.' },
      });
    const callbacks = [
      'tiktok/callback?error=Call+555+now&state=x',
      'Call%20555%20now/callback?code=a&state=x',
    ];
    for (const callback of callbacks) {
      const { body } = await outcome(eve, await comeBack(api, `/api/social-accounts/connect/${callback}`));
      expect(body.outcome).toBe('failed');
      expect(body.message).not.toContain('Call 555');
    }
    expect((await outcome(eve, { confirm: 'invented' })).status).toBe(400);
    expect((await outcome(eve, { success: 'true', platform: 'x', account: '..' })).status).toBe(200);
  });
});

describe('a consent that came back in another browser', () => {
  test('waits for the person who began, and is connected once', async () => {
    const joan = await aPerson(api, 'joan');
    const told = await aConsent(joan, tiktokAccounts.newcomer, 'other');
    expect((await outcome(joan, told)).body).toMatchObject({
      ...{ outcome: 'waiting', takes_over: false, accounts: [] },
    });
    expect(await connections(joan)).toEqual([]);
    expect(await confirm(joan, told.confirm)).toMatchObject({
      status: 201,
      body: { connection: { username: 'newcomer' } },
    });
    expect(await connections(joan)).toHaveLength(1);
    expect((await confirm(joan, told.confirm)).status).toBe(400);
  });

  test('is told and given to nobody else, and stays for who began', async () => {
    const [ada, bob] = [await aPerson(api, 'ada'), await aPerson(api, 'bob')];
    const told = await aConsent(ada, tiktokAccounts.newcomer, 'other');
    const refused = { status: 403, body: { code: 'oauth_state_of_another' } };
    expect(await outcome(bob, told)).toMatchObject(refused);
    expect(await confirm(bob, told.confirm)).toMatchObject(refused);
    expect(await connections(bob)).toEqual([]);
    expect((await outcome(ada, told)).body.outcome).toBe('waiting');
    // joan has that account, and gives it away.
    const path = '/api/social-accounts/connect/tiktok/confirm';
    // By the name that the address has.
    expect((await ada.client.post(path, { confirm: told.confirm, force: true })).status).toBe(201);
  });
});

describe('an account that another project has', () => {
  const account = tiktokAccounts.max;
  let owner: TestPerson;
  beforeAll(async () => {
    owner = await aPerson(api, 'owner');
    expect(await aConsent(owner, account)).toMatchObject({ success: 'true' });
  });

  test('is taken over by the person who began, without asking the platform again', async () => {
    const rosa = await aPerson(api, 'rosa');
    const told = await aConsent(rosa, account);
    expect(told.error_code).toBe('account_connected_elsewhere');
    expect(told.error).not.toContain('force');
    expect((await outcome(rosa, told)).body).toMatchObject({
      ...{ outcome: 'waiting', takes_over: true, accounts: [{ id: null, username: 'max.makes' }] },
    });
    expect(await connections(rosa)).toEqual([]);
    expect(await connections(owner)).toHaveLength(1);

    expect((await confirm(rosa, told.confirm, true)).status).toBe(201);
    expect((await confirm(rosa, told.confirm, true)).status).toBe(400);
    expect((await outcome(rosa, told)).status).toBe(400);
    expect(await connections(rosa)).toMatchObject([{ status: 'active', username: 'max.makes' }]);
    expect(await connections(owner)).toEqual([]);
    const kept = await Connection.findByPk((await connections(rosa))[0].id);
    expect(kept?.tokenExpiresAt?.getTime()).toBeGreaterThan(Date.now());
    owner = rosa;
  });

  test('is seen to be so only once the consent is confirmed: the same confirmation takes it over', async () => {
    const lena = await aPerson(api, 'lena');
    const told = await aConsent(lena, account, 'other');
    expect(await confirm(lena, told.confirm)).toMatchObject({
      status: 409,
      body: { code: 'account_connected_elsewhere' },
    });
    expect(await confirm(lena, told.confirm, true)).toMatchObject({
      status: 201,
      body: { connection: { username: 'max.makes' } },
    });
    expect((await confirm(lena, told.confirm, true)).status).toBe(400);
    owner = lena;
  });

  test('is not taken over by anybody else, or later than ten minutes', async () => {
    const [nina, otto] = [await aPerson(api, 'nina'), await aPerson(api, 'otto')];
    const told = await aConsent(nina, account);
    expect((await confirm(otto, told.confirm, true)).status).toBe(403);
    expect(await connections(otto)).toEqual([]);

    const late = await aConsent(nina, account);
    await OAuthState.update({ expiresAt: new Date() }, { where: { platform: 'tiktok' } });
    expect(await outcome(nina, late)).toMatchObject({
      status: 400,
      body: { code: 'oauth_state_expired' },
    });
    expect((await confirm(nina, late.confirm, true)).body.code).toBe('oauth_state_expired');
    expect(await connections(owner)).toHaveLength(1);
  });
});
