import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { signLink } from '../../commands/linkTokens.ts';
import { rows } from '../../db/query.ts';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { anotherTab, barriers, startDashboard, visit, visitAs } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aPassword, aPerson } from '../support/people.ts';
import type { TestApi } from '../support/testApi.ts';

let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  api = await startDashboard();
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await api.close();
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const pathOf = (page: Page) => new URL(page.url()).pathname;
const go = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first().click();

test('somebody new registers, is signed in, and still is after a reload', async () => {
  const { page, context, complaints } = await visit(browser, api, '/');
  await heading(page, 'Sign in');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await heading(page, 'Create your account');

  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail address').fill('ada.lovelace@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('password1');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByText('This password is too easy to guess.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(aPassword);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await heading(page, 'Home');
  expect(pathOf(page)).toBe('/dashboard');

  await page.reload();
  await heading(page, 'Home');
  const cookies = await context.cookies(`${api.url}/api/v1/auth/session`);
  const path = '/api/v1/auth/session';
  expect(cookies).toEqual([expect.objectContaining({ httpOnly: true, sameSite: 'Strict', path })]);
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toContain('eyJ');
  // The password that was refused is all that the browser has to say: nothing of the policy for scripts and styles.
  expect(complaints).toEqual([expect.stringContaining('422 (Unprocessable Entity)')]);
  await context.close();
});

test('sign-in is shown after less than 250 kB of scripts', async () => {
  const { page, context } = await visit(browser, api, '/sign-in');
  await heading(page, 'Sign in');
  const scripts = await page.evaluate<{ encodedBodySize: number; decodedBodySize: number }[]>(
    `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
       .map(({ encodedBodySize, decodedBodySize }) => ({ encodedBodySize, decodedBodySize }))`,
  );
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  const sent = sum(scripts.map(({ encodedBodySize }) => encodedBodySize));
  expect(sent).toBeGreaterThan(50_000);
  expect(sent).toBeLessThan(250_000);
  await context.close();
});

test('who is not signed in signs in first, and comes to where a mail’s link leads, in its project', async () => {
  const grace = await aPerson(api, 'grace');
  const { body: shop } = await grace.client.post('/api/v1/projects', { name: 'Second shop' });
  const link = `/dashboard/settings?section=security&project=${shop.id}`;
  const { page, context } = await visit(browser, api, link, { language: 'fr' });
  await heading(page, 'Connexion');
  await page.getByLabel('Adresse e-mail').fill(grace.email);
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill('not-it-1234');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(aPassword);
  await page.getByRole('textbox', { name: 'Mot de passe' }).press('Enter');
  await page.getByRole('heading', { name: 'Vos sessions' }).waitFor();
  await page.getByRole('button', { name: /projet.*Second shop/ }).waitFor();
  expect(new URL(page.url()).search).toBe('?section=security');
  // Nobody is led away by an address that somebody else wrote.
  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example/']) {
    await page.goto(`${api.url}/sign-in?next=${encodeURIComponent(next)}`);
    await heading(page, 'Accueil');
  }
  await context.close();
});

test('a forgotten password is set anew by the link of the mail, and opens the dashboard', async () => {
  const person = await aPerson(api, 'forgetful');
  const { page, context, complaints } = await visit(browser, api, '/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await heading(page, 'Look at your mail');
  const [reset] = await rows<{ id: string }>(
    'select r.id from password_resets r join users u on u.id = r.user_id where u.email = $1',
    [person.email],
  );
  const token = signLink(api.config.JWT_SECRET ?? '', 'password-reset', reset?.id ?? '');
  await page.goto(`${api.url}/reset-password?token=${token}`);
  await page.getByLabel('New password', { exact: true }).fill('Another-horse-8');
  await page.getByLabel('The same once more').fill('Another-horse-8');
  await page.getByRole('button').click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await heading(page, 'Sign in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('Another-horse-8');
  await page.getByRole('button', { name: 'Sign in' }).click();
  // Their own language is French, whatever the browser asked for before they signed in.
  await heading(page, 'Accueil');
  expect(complaints).toEqual([]);
  await context.close();
});

test('two tabs renew one session, and signing out in one ends both', async () => {
  const person = await aPerson(api, 'tabs');
  const first = await visitAs(browser, api, person, '/dashboard');
  const [second, third] = await Promise.all([
    anotherTab(first, api, '/dashboard/images'),
    anotherTab(first, api, '/dashboard/calendar'),
  ]);
  await Promise.all([heading(second.page, 'Images'), heading(third.page, 'Calendar')]);
  const sessions = await rows<{ id: string }>(
    `select s.id from sessions s join users u on u.id = s.user_id where u.email = $1 and s.user_agent like '%Chrome%'
     and s.revoked_at is null`,
    [person.email],
  );
  expect(sessions).toHaveLength(1);

  await first.page.getByRole('button', { name: 'Your account' }).click();
  await first.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(first.page, 'Sign in');
  await heading(second.page, 'Sign in');
  await second.page.goto(`${api.url}/dashboard/images`);
  await heading(second.page, 'Sign in');
  expect([...first.complaints, ...second.complaints, ...third.complaints]).toEqual([]);
  await first.context.close();
});

test('the tab that listens is closed, and another goes on where it was', async () => {
  const person = await aPerson(api, 'leader');
  const first = await visitAs(browser, api, person, '/dashboard/images');
  const second = await anotherTab(first, api, '/dashboard/images');
  await heading(second.page, 'Images');
  const anImage = (prompt: string) => person.client.post('/api/images/generate', { prompt });
  await anImage('a lamp');
  await second.page.getByText('1 image', { exact: true }).waitFor();
  await Promise.all([first.page.close(), anImage('a second lamp')]);
  await second.page.getByText('2 images', { exact: true }).waitFor();
  await anImage('a third lamp');
  await second.page.getByText('3 images', { exact: true }).waitFor();
  expect(second.complaints).toEqual([]);
  await first.context.close();
});

test('what somebody was writing when their session ended is offered to them again, and to nobody else', async () => {
  const person = await aPerson(api, 'writer');
  const first = await visitAs(browser, api, person, '/dashboard/compose');
  const caption = first.page.getByLabel('Caption', { exact: true });
  await caption.fill('half a sentence');
  const { page } = await anotherTab(first, api, '/dashboard');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(first.page, 'Sign in');
  const signIn = async ({ email }: { email: string }) => {
    await first.page.getByLabel('E-mail address').fill(email);
    await first.page.getByRole('textbox', { name: 'Password' }).fill(aPassword);
    await first.page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn(person);
  await heading(first.page, 'New post');
  await first.page.getByRole('button', { name: 'Go on with it' }).click();
  expect(await caption.inputValue()).toBe('half a sentence');

  await first.page.getByRole('button', { name: 'Your account' }).click();
  await first.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(first.page, 'Sign in');
  expect(await first.page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('half a sentence');
  await first.context.close();
});

test('who switches the project is asked before what they were writing is lost, and stays where they stay', async () => {
  const person = await aPerson(api, 'switcher');
  await person.client.post('/api/v1/projects', { name: 'Second shop' });
  const { page, context, complaints } = await visitAs(browser, api, person, '/dashboard/compose');
  const caption = page.getByLabel('Caption', { exact: true });
  const change = async () => {
    await page.getByRole('button', { name: /^Switch project/ }).click();
    await page.getByRole('menuitem', { name: 'Second shop' }).click();
    await page.getByText('Leave without saving?').waitFor();
  };
  await caption.fill('for the first shop');
  await change();
  await page.getByRole('button', { name: 'Keep writing' }).click();
  expect(await caption.inputValue()).toBe('for the first shop');
  await go(page, 'Calendar');
  await page.getByRole('button', { name: 'Keep writing' }).click();
  await page.getByRole('button', { name: /Switch project.*switcher/ }).waitFor();

  await change();
  await page.getByRole('button', { name: /lose it|without saving/ }).click();
  await heading(page, 'Home');
  await page.getByRole('button', { name: /Switch project.*Second shop/ }).waitFor();

  // As the page does that follows an accepted invitation.
  const [first] = (await person.client.get('/api/v1/projects')).body;
  await page.goto(`${api.url}/dashboard?project=${first.id}`);
  await page.getByRole('button', { name: /Switch project.*switcher/ }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  expect(complaints).toEqual([]);
  await context.close();
});

test('an access token that has expired is renewed unnoticed; a session that was ended says so', async () => {
  const person = await aPerson(api, 'late');
  const { page, context } = await visitAs(browser, api, person, '/dashboard');
  // The first call is answered as if its token had just expired.
  let refused = 0;
  await page.route('**/api/v1/auth/sessions*', (route) => {
    refused += 1;
    if (refused > 1) return route.continue();
    return route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: '{"code":"invalid_token"}',
    });
  });
  await go(page, 'Settings');
  await page.getByRole('tab', { name: 'Security' }).click();
  await page.getByText('This browser').waitFor();
  expect(refused).toBe(2);

  await rows(`update sessions set revoked_at = now(), revoked_because = 'signed_out' returning 1 as ended`);
  await page.getByRole('tab', { name: 'Members' }).click();
  await page.getByText('Your session has ended. Sign in again').waitFor();
  expect(new URL(page.url()).searchParams.get('next')).toContain('section=members');
  await context.close();
});

test('a page that got no answer comes by itself once there is one', async () => {
  const { page, context } = await visitAs(browser, api, await aPerson(api, 'patient'), '/dashboard/images');
  let isAway = true;
  await page.route('**/api/v1/projects?*', (route) => (isAway ? route.abort() : route.continue()));
  await page.reload();
  await page.getByText('The server did not answer.').waitFor();
  isAway = false;
  await heading(page, 'Images');
  await context.close();
});

test('the language is switched at once, stays, and is that of the mails', async () => {
  const person = await aPerson(api, 'polyglot');
  const { page, context, complaints } = await visitAs(browser, api, person, '/dashboard/settings');
  await heading(page, 'Settings');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Français' }).click();
  await heading(page, 'Paramètres');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await eventually(async () =>
    expect((await person.client.get('/api/auth/profile')).body).toMatchObject({ language: 'fr' }),
  );
  await page.reload();
  await heading(page, 'Paramètres');
  expect(complaints).toEqual([]);
  await context.close();
});

test.each([
  { language: 'en', scheme: 'light', width: 1440 },
  { language: 'fr', scheme: 'dark', width: 390 },
] as const)('nobody is kept out of these pages ($language, $scheme, $width px)', async (look) => {
  const stranger = await visit(browser, api, '/sign-in', look);
  for (const path of ['/sign-in', '/register', '/forgotten-password']) {
    await stranger.page.goto(api.url + path);
    await stranger.page.locator('h1').waitFor();
    expect([path, await barriers(stranger.page)]).toEqual([path, []]);
  }
  await stranger.context.close();
  const { page, context, complaints } = await visitAs(
    browser,
    api,
    await aPerson(api, 'all'),
    '/dashboard',
    look,
  );
  for (const section of ['profile', 'security', 'project', 'members', 'keys']) {
    await page.goto(`${api.url}/dashboard/settings?section=${section}`);
    await page.locator('#content h2').first().waitFor();
    await eventually(async () => expect(await page.locator('.mantine-Skeleton-root').count()).toBe(0));
    expect([section, await barriers(page)]).toEqual([section, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  }
  expect(complaints).toEqual([]);
  await context.close();
});
