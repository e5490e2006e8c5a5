import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signLink } from '../../commands/linkTokens.ts';
import { User } from '../../db/models/user.ts';
import { aPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Somebody who gets reports, and the link that ends them. */
async function aReader() {
  const person = await aPerson(api, 'reader');
  const user = await User.findOne({ where: { email: person.email }, rejectOnEmpty: true });
  const token = signLink(api.config.JWT_SECRET ?? '', 'unsubscribe', user.id);
  return { ...person, user, link: `${api.url}/unsubscribe?token=${token}` };
}

const wantsReports = async (user: User) => (await user.reload()).wantsWeeklyReport;
const oneClick = 'List-Unsubscribe=One-Click';

test('a mail program unsubscribes by one POST to the link, without a session, cookie or redirect', async () => {
  const bodies = [
    new URLSearchParams(oneClick),
    (() => {
      const form = new FormData();
      form.set('List-Unsubscribe', 'One-Click');
      return form;
    })(),
  ];
  for (const body of bodies) {
    const { user, link } = await aReader();
    for (const _ of ['once', 'again']) {
      const response = await fetch(link, { method: 'POST', body, redirect: 'error' });
      expect(response.status).toBe(200);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect(await wantsReports(user)).toBe(false);
  }
});

test('a mailbox provider may unsubscribe many people from one address', async () => {
  const { link } = await aReader();
  for (let each = 0; each < 20; each += 1)
    expect((await fetch(link, { method: 'POST', body: new URLSearchParams(oneClick) })).status).toBe(200);
});

test('opening the link changes nothing; its button does, in the reader’s language', async () => {
  const { user, link, email } = await aReader();
  const page = await fetch(link, { headers: { 'accept-language': 'fr' } });
  const html = await page.text();
  expect(html).toContain('<html lang="fr">');
  expect(html).toContain(`ne sera envoyé à ${email}`);
  expect(await wantsReports(user)).toBe(true);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(html) ?? [];
  const done = await fetch(new URL('/unsubscribe', link), {
    method: 'POST',
    headers: { 'accept-language': 'en' },
    body: new URLSearchParams({ token }),
  });
  expect(await done.text()).toContain('You will get no more weekly reports.');
  expect(await wantsReports(user)).toBe(false);
});

test('a link that was not signed by us, or for something else, unsubscribes nobody', async () => {
  const { user, link } = await aReader();
  const secret = api.config.JWT_SECRET ?? '';
  const forged = [
    `${link}x`,
    link.replace(user.id, user.defaultProjectId ?? ''),
    `${api.url}/unsubscribe`,
    `${api.url}/unsubscribe?token=${signLink(secret, 'password-reset', user.id)}`,
    `${api.url}/unsubscribe?token=${signLink('another-secret', 'unsubscribe', user.id)}`,
  ];
  for (const address of forged) {
    const response = await fetch(address, { method: 'POST', body: new URLSearchParams(oneClick) });
    expect({ address, status: response.status }).toEqual({ address, status: 400 });
  }
  expect(await wantsReports(user)).toBe(true);
});

test('the notices have a link of their own, which stops them alone', async () => {
  const { user, email } = await aReader();
  const token = signLink(api.config.JWT_SECRET ?? '', 'unsubscribe-notices', user.id);
  const link = `${api.url}/unsubscribe/notices?token=${token}`;
  const page = await fetch(link, { headers: { 'accept-language': 'en' } });
  expect(await page.text()).toContain(`${email} will no longer be told`);
  const elsewhere = `${api.url}/unsubscribe?token=${token}`;
  expect((await fetch(elsewhere, { method: 'POST', body: new URLSearchParams(oneClick) })).status).toBe(400);
  expect(await user.reload()).toMatchObject({ wantsTokenNotices: true, wantsWeeklyReport: true });
  const done = await fetch(link, { method: 'POST', body: new URLSearchParams(oneClick), redirect: 'error' });
  expect(done.status).toBe(200);
  expect(await user.reload()).toMatchObject({ wantsTokenNotices: false, wantsWeeklyReport: true });
});

test('a person chooses the mails and their language in the profile; at first the language they registered in', async () => {
  const { client } = await aReader();
  expect((await client.get('/api/auth/profile')).body).toMatchObject({
    language: 'fr',
    weekly_report: true,
    token_notices: true,
  });
  const change = { language: 'en', weekly_report: false, token_notices: false };
  expect((await client.patch('/api/auth/profile', change)).body).toMatchObject(change);
  expect((await client.patch('/api/auth/profile', { bio: 'x' })).body).toMatchObject(change);
  expect((await client.patch('/api/auth/profile', { language: 'de' })).status).toBe(400);

  const english = api.stranger().with({ 'accept-language': 'en-GB' });
  const registered = await aPerson({ stranger: () => english }, 'english');
  expect((await registered.client.get('/api/auth/profile')).body.language).toBe('en');
});
