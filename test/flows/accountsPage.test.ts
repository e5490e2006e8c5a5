import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
import { OAuthState } from '../../db/models/oauthState.ts';
import { beginConsent, comeBack, decide, tiktokAccounts } from '../support/consents.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
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

type Told = Record<string, string>;
const pageUrl = (told: Told) => `${api.url}/dashboard/accounts?${new URLSearchParams(told).toString()}`;

/** The page that a browser sees, and what stands in the hidden fields of its form. */
async function open(told: Told, language = 'en') {
  const response = await fetch(pageUrl(told), { headers: { 'accept-language': language } });
  const text = await response.text();
  const hidden = [...text.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)];
  return {
    status: response.status,
    headers: response.headers,
    text,
    fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
  };
}

async function send(fields: Told) {
  const response = await fetch(`${api.url}/dashboard/accounts`, {
    method: 'POST',
    headers: { 'accept-language': 'en' },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, text: await response.text() };
}

const connections = async ({ client }: TestPerson) =>
  (await client.get('/api/social-media/connections')).body;

/** A consent that came back: in the browser that began, or in another. */
async function aConsent(person: TestPerson, account: string, browser: 'same' | 'other' = 'same') {
  const begun = await beginConsent(person.client, 'tiktok');
  return comeBack(api, await decide(begun, { account }), browser === 'same' ? begun.cookie : '');
}

describe('the page where a consent ends', () => {
  test('names the account that was connected, in the reader’s language, without a script', async () => {
    const ada = await aPerson(api, 'ada');
    const told = await aConsent(ada, tiktokAccounts.atelier);
    const page = await open(told);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/The account is connected[^]*TikTok[^]*atelier\.lune/);
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);
    expect((await open(told, 'fr')).text).toMatch(/<html lang="fr">[^]*Le compte est connecté/);
    const forged = await open({ ...told, account: `${(await connections(ada))[0].id}.forged` });
    expect(forged.text).not.toContain('atelier.lune');
  });

  test('says why nothing was connected, and what to do', async () => {
    const begun = await beginConsent((await aPerson(api, 'eve')).client, 'tiktok');
    const told = await comeBack(api, await decide(begun, { decision: 'deny' }), begun.cookie);
    expect((await open(told)).text).toMatch(
      /not connected[^]*You did not allow the access[^]*What to do: begin/,
    );
    const busy = { error: 'x', error_code: 'platform_busy', platform: 'tiktok' };
    expect((await open(busy)).text).toContain('wait some minutes');
  });

  test('says no text of whoever made the address, and survives whatever it holds', async () => {
    const begun = await beginConsent((await aPerson(api, 'eve')).client, 'tiktok');
    const told = await comeBack(api, await decide(begun, { decision: 'deny' }), begun.cookie);
    const changes: Told[] = [
      { error: 'Call <b>555</b>' },
      { error: `${told.error} Call 555`, signed: told.signed ?? '' },
      { error: '\0', error_code: '<b>', platform: '<i>', signed: '\0' },
    ];
    for (const changed of changes) {
      const { status, text } = await open({ ...told, ...changed });
      expect(status).toBe(200);
      expect(text).not.toMatch(/555|<b>|<i>/);
      expect(text).toMatch(/The connecting did not succeed[^]*What to do/);
    }
    const callbacks = [
      'tiktok/callback?error=Call+555+now&state=x',
      'Call%20555%20now/callback?code=a&state=x',
    ];
    for (const callback of callbacks) {
      const { text } = await open(await comeBack(api, `/api/social-accounts/connect/${callback}`));
      expect(text).toContain('not connected');
      expect(text).not.toContain('Call 555');
    }
    expect((await open({ confirm: 'invented', platform: 'tiktok' })).status).toBe(400);
    expect((await open({ success: 'true', platform: 'x', account: '\0,..' })).status).toBe(200);
  });

  test('without anything to say, tells how an account is connected: mails lead there', async () => {
    const { status, text } = await open({});
    expect(status).toBe(200);
    expect(text).toContain('Connected accounts');
  });
});

describe('a consent that came back in another browser', () => {
  test('is confirmed there by the password of the person who began', async () => {
    const joan = await aPerson(api, 'joan');
    const told = await aConsent(joan, tiktokAccounts.newcomer, 'other');
    const { text, fields } = await open(told);
    expect(text).toMatch(/Connect this TikTok account\?[^]*another browser/);
    expect(fields).toEqual({ platform: 'tiktok', confirm: told.confirm });

    const wrong = await send({ ...fields, login: joan.email, password: 'Wrong-horse-7' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toMatch(/role="alert">Wrong user name or password/);
    expect(wrong.text).toContain(`value="${joan.email}"`);
    expect(wrong.text).not.toContain('Wrong-horse-7');
    expect((await send({ ...fields, login: joan.email })).text).toMatch(
      /role="alert">This field is required/,
    );
    expect(await connections(joan)).toEqual([]);

    const done = await send({ ...fields, login: joan.email, password: aPassword });
    expect(done.text).toMatch(/The account is connected[^]*newcomer/);
    expect(await connections(joan)).toHaveLength(1);
    expect((await send({ ...fields, login: joan.email, password: aPassword })).status).toBe(400);
  });

  test('connects nothing for somebody who was lured there, and is then used up', async () => {
    const [mallory, victim] = [await aPerson(api, 'mallory'), await aPerson(api, 'victim')];
    const { fields } = await open(await aConsent(mallory, tiktokAccounts.max, 'other'));
    const lured = await send({ ...fields, login: victim.email, password: aPassword });
    expect(lured.status).toBe(403);
    expect(lured.text).toMatch(/begun by somebody else/);
    expect((await send({ ...fields, login: mallory.email, password: aPassword })).status).toBe(400);
    for (const person of [mallory, victim]) expect(await connections(person)).toEqual([]);
  });
});

describe('an account that another project has', () => {
  const account = tiktokAccounts.max;
  let owner: TestPerson;
  beforeAll(async () => {
    owner = await aPerson(api, 'owner');
    expect(await aConsent(owner, account)).toMatchObject({ success: 'true' });
  });

  test('is taken over on the page, by the person who began, without asking the platform again', async () => {
    const rosa = await aPerson(api, 'rosa');
    const told = await aConsent(rosa, account);
    expect(told.error_code).toBe('account_connected_elsewhere');
    expect(await connections(rosa)).toEqual([]);
    expect(await connections(owner)).toHaveLength(1);

    const { text, fields } = await open(told);
    expect(text).toMatch(/Take the account over\?[^]*max\.makes[^]*told by e-mail/);
    const lured = await send({ ...fields, login: owner.email, password: 'Wrong-horse-7' });
    expect(lured.text).toContain('max.makes');
    const done = await send({ ...fields, login: rosa.username, password: aPassword });
    expect(done.text).toMatch(/The account is connected[^]*max\.makes/);
    const twice = await send({ ...fields, login: rosa.username, password: aPassword });
    expect(twice.text).toMatch(/<h1>This consent was used already<\/h1>/);
    expect(twice.text).not.toContain('was not connected');
    expect(await connections(rosa)).toMatchObject([{ status: 'active', username: 'max.makes' }]);
    expect(await connections(owner)).toEqual([]);
    const [kept] = await Connection.findAll({ where: { id: (await connections(rosa))[0].id } });
    expect(kept?.tokenExpiresAt?.getTime()).toBeGreaterThan(Date.now());
    owner = rosa;
  });

  test('is taken over by who is signed in, by the confirmation and "force"', async () => {
    const lena = await aPerson(api, 'lena');
    const { confirm: confirmation } = await aConsent(lena, account, 'other');
    const path = '/api/social-accounts/connect/tiktok/confirm';
    // Only now is it seen which account it is: the same confirmation works once more.
    expect(await lena.client.post(path, { confirmation })).toMatchObject({
      status: 409,
      body: { code: 'account_connected_elsewhere' },
    });
    expect(await lena.client.post(path, { confirmation, force: true })).toMatchObject({
      status: 201,
      body: { connection: { username: 'max.makes' } },
    });
    expect((await lena.client.post(path, { confirmation, force: true })).status).toBe(400);
    owner = lena;
  });

  test('is not taken over by anybody else, or later than ten minutes', async () => {
    const [nina, otto] = [await aPerson(api, 'nina'), await aPerson(api, 'otto')];
    const { fields } = await open(await aConsent(nina, account));
    expect((await send({ ...fields, login: otto.email, password: aPassword })).status).toBe(403);
    expect((await send({ ...fields, login: nina.email, password: aPassword })).status).toBe(400);

    const { fields: late } = await open(await aConsent(nina, account));
    await OAuthState.update({ expiresAt: new Date() }, { where: { platform: 'tiktok' } });
    const expired = await send({ ...late, login: nina.email, password: aPassword });
    expect(expired.text).toContain('took more than ten minutes');
    expect(await connections(owner)).toHaveLength(1);
  });
});
