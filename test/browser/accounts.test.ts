import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { beginConsent, decide, tiktokAccounts } from '../support/consents.ts';
import { barriers, speaks, startDashboard, visit, visitAs } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';
import type { TestApi } from '../support/testApi.ts';

let sandbox: TestSandbox;
let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startDashboard({ SANDBOX_URL: sandbox.url });
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await api.close();
  await sandbox.close();
});

const path = '/dashboard/accounts';
const connections = async ({ client }: TestPerson) =>
  (await client.get('/api/social-media/connections')).body;

/** On the platform's own page. */
async function consent(page: Page, decision: 'Allow' | 'Deny', account: string): Promise<void> {
  await page.locator(`[name=account][value="${account}"]`).check();
  await page.getByRole('button', { name: decision, exact: true }).click();
}

/** A consent that was begun elsewhere: the address that the platform sends the browser to. */
const comingFromElsewhere = async (person: TestPerson, account: string) =>
  decide(await beginConsent(person.client, 'tiktok'), { account });

/** Signs in where one was sent to do so, and comes back. */
async function signIn(page: Page, { email }: TestPerson): Promise<void> {
  await speaks(email, 'en');
  await page.locator('input[autocomplete=username]').fill(email);
  await page.locator('input[autocomplete=current-password]').fill(aPassword);
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
}

test('an account is connected through the platform’s consent, and disconnected with its consequences told', async () => {
  const ada = await aPerson(api, 'ada');
  const { page, complaints } = await visitAs(browser, api, ada, path);
  await page.getByText('Connect your first account').waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Connect an account' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /TikTok/ })
    .click();
  await consent(page, 'Deny', tiktokAccounts.max);
  await page.getByRole('alert').getByText('You did not allow the access').waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('button', { name: 'Try again' }).click();
  await consent(page, 'Allow', tiktokAccounts.max);
  await page.getByRole('status').getByText('The account is connected').waitFor();
  const card = page.getByRole('article', { name: 'max.makes, TikTok' });
  await card.getByText('Connected', { exact: true }).waitFor();

  const [{ id }] = await connections(ada);
  const plan = await ada.client.post('/api/scheduler/schedules', {
    ...{ name: 'Every <b>morning</b>', frequency: 'daily', time_of_day: '10:00', caption: 'Hello' },
    ...{ platforms: ['tiktok'], connection_ids: [id], options: { privacy_level: 'PUBLIC_TO_EVERYONE' } },
  });
  expect(plan.body).toMatchObject({ name: 'Every <b>morning</b>' });
  await card.getByRole('button', { name: 'More about max.makes' }).click();
  await page.getByRole('menuitem', { name: 'Disconnect…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect max.makes?' });
  await dialog.getByText('Every <b>morning</b>').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('region', { name: 'Disconnected' }).getByText('@max.makes').waitFor();
  expect(await connections(ada)).toEqual([]);

  await page.getByRole('region', { name: 'Disconnected' }).getByRole('button').click();
  await consent(page, 'Allow', tiktokAccounts.newcomer);
  await page.getByRole('status').getByText('not max.makes, which still has to be').waitFor();
  const [other] = await connections(ada);
  await ada.client.delete(`/api/social-media/connections/${other.id}`);
  // The platform's own page has no icon.
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
});

describe('a consent that comes back in another browser', () => {
  test('is confirmed by the person who began, once signed in', async () => {
    const joan = await aPerson(api, 'joan');
    const { page } = await visit(browser, api, await comingFromElsewhere(joan, tiktokAccounts.newcomer));
    await signIn(page, joan);
    await page.getByRole('heading', { name: 'Connect this TikTok account?' }).waitFor();
    expect(await connections(joan)).toEqual([]);
    await page.getByRole('button', { name: 'It was me: connect' }).click();
    await page.getByRole('status').getByText('The account is connected').waitFor();
    expect(await connections(joan)).toHaveLength(1);
  });

  test('connects nothing for somebody who was lured there', async () => {
    const [mallory, victim] = [await aPerson(api, 'mallory'), await aPerson(api, 'victim')];
    const { page } = await visit(browser, api, await comingFromElsewhere(mallory, tiktokAccounts.atelier));
    await signIn(page, victim);
    await page.getByRole('alert').getByText('begun by somebody else').waitFor();
    expect(await page.getByRole('button', { name: 'It was me: connect' }).count()).toBe(0);
    for (const person of [mallory, victim]) expect(await connections(person)).toEqual([]);
  });
});

test('an account that another project has is taken over only after that is told', async () => {
  const [owner, rosa] = [await aPerson(api, 'owner'), await aPerson(api, 'rosa')];
  const first = await visitAs(browser, api, owner, `${path}?connect=true`);
  await first.page
    .getByRole('dialog')
    .getByRole('button', { name: /TikTok/ })
    .click();
  await consent(first.page, 'Allow', tiktokAccounts.atelier);
  await first.page.getByRole('article', { name: 'atelier.lune, TikTok' }).waitFor();

  const { page } = await visit(browser, api, await comingFromElsewhere(rosa, tiktokAccounts.atelier));
  await signIn(page, rosa);
  await page.getByRole('button', { name: 'It was me: connect' }).click();
  await page.getByRole('heading', { name: 'Take the account over?' }).waitFor();
  await page.getByText('told by e-mail').waitFor();
  expect(await connections(owner)).toHaveLength(1);
  await page.getByRole('button', { name: 'Take the account over' }).click();
  await page.getByRole('article', { name: 'atelier.lune, TikTok' }).waitFor();
  expect(await connections(owner)).toEqual([]);
  // The other's page follows without being asked.
  await first.page.getByRole('region', { name: 'Disconnected' }).waitFor();
});

test('an address that was made up says nothing of its own', async () => {
  const eve = await aPerson(api, 'eve');
  const { page } = await visitAs(
    browser,
    api,
    eve,
    `${path}?error=Call+555+now&platform=tiktok&error_code=x`,
  );
  await page.getByRole('alert').getByText('The connecting did not succeed').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('555');
  await page.goto(`${api.url}${path}?success=true&platform=tiktok&account=${crypto.randomUUID()}.invented`);
  await page.getByRole('alert').getByText('The connecting did not succeed').waitFor();
  await page.goto(`${api.url}${path}?confirm=invented&platform=tiktok`);
  await page.getByRole('alert').getByText('This consent was used already').first().waitFor();
  await eventually(async () => expect(await connections(eve)).toEqual([]));
});
