import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { rows } from '../../db/query.ts';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { aConnection } from '../support/connections.ts';
import { aConversation } from '../support/conversations.ts';
import { barriers, startDashboard, visitAs } from '../support/dashboard.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { hours, putInto } from '../support/scheduling.ts';
import type { TestApi } from '../support/testApi.ts';

let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  api = await startDashboard({ SANDBOX_URL: 'http://127.0.0.1:1' });
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await api.close();
});

const projectOf = async ({ client }: TestPerson): Promise<string> =>
  (await client.get('/api/v1/projects')).body[0].id;
const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name }) });

test('who is new is led on in three steps, and the first goes as soon as it is done', async () => {
  const nora = await aPerson(api, 'nora');
  const { page, complaints } = await visitAs(browser, api, nora, '/dashboard', { width: 390 });
  await page.getByRole('heading', { name: 'Three steps to your first post' }).waitFor();
  await page.getByText('Nothing needs you.').waitFor();
  expect(await barriers(page)).toEqual([]);
  const step = page.getByRole('listitem').filter({ hasText: 'Allow SocialSync to publish there' });
  await step.waitFor();
  await aConnection(api, await projectOf(nora), 'twitter');
  await step.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Make an image' }).click();
  await page.getByRole('dialog', { name: 'Generate images' }).waitFor();
  expect(complaints).toEqual([]);
});

test('home tells what needs one and what is next, and follows by itself', async () => {
  const ada = await aPerson(api, 'ada');
  const project = await projectOf(ada);
  await aConnection(api, project, 'twitter');
  const schedule = async (caption: string) =>
    (
      await ada.client.post('/api/scheduler/schedule', {
        ...{ caption, platform: 'twitter', scheduled_time: hours(3) },
      })
    ).body.id;
  await schedule('<b>soon</b>');
  await putInto(await schedule('asks something'), 'parked', 'needs_attention', { code: 'late' });
  await putInto(await schedule('went wrong'), 'rejected', 'failed', { code: 'duplicate' });
  const conversation = await aConversation(project);
  await rows('update conversations set handed_over_at = now() where id = $1 returning id', [conversation]);

  const { page, complaints } = await visitAs(browser, api, ada, '/dashboard');
  const needs = section(page, 'Needs you');
  await needs.getByText('asks something').waitFor();
  await needs.getByText('went wrong').waitFor();
  await needs.getByText('1 customer waits for an answer').waitFor();
  const next = section(page, 'Next 24 hours');
  await next.getByRole('link', { name: '<b>soon</b>' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await schedule('came later');
  await next.getByRole('link', { name: 'came later' }).waitFor();
  await needs.getByRole('link', { name: 'Decide' }).click();
  await page.getByRole('heading', { level: 1, name: 'asks something' }).waitFor();
  expect(complaints).toEqual([]);
});

test('who is taken out of the project that they look at is told so, and is in their own', async () => {
  const [ada, bob] = [await aPerson(api, 'owner'), await aPerson(api, 'guest')];
  const { body: shop } = await ada.client.post('/api/v1/projects', { name: 'The shop' });
  const [guest] = await rows<{ id: string }>(
    `insert into memberships (project_id, user_id, role) select $1, id, 'editor' from users where email = $2
     returning user_id as id`,
    [shop.id, bob.email],
  );
  const { page, complaints } = await visitAs(browser, api, bob, `/dashboard?project=${shop.id}`);
  await page.getByRole('button', { name: /Switch project.*The shop/ }).waitFor();
  const removed = await ada.client.call('DELETE', `/api/v1/projects/${shop.id}/members/${guest?.id}`);
  expect(removed.status).toBe(204);
  await page.getByText('You are no longer a member of the project').waitFor();
  await page.getByRole('button', { name: /Switch project.*guest/ }).waitFor();
  // An old link to it leads into their own, and says so, too.
  await page.goto(`${api.url}/dashboard?project=${shop.id}`);
  await page.getByText('The link leads to a project that you are not a member of').waitFor();
  await page.getByRole('button', { name: /Switch project.*guest/ }).waitFor();
  expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
});

test('a plan is made with its next ten times in sight, rests, and tells what it will do', async () => {
  const pia = await aPerson(api, 'pia');
  await aConnection(api, await projectOf(pia), 'twitter');
  const { page, complaints } = await visitAs(browser, api, pia, '/dashboard/plans');
  await page.getByRole('link', { name: 'New plan' }).click();
  const editor = page.getByRole('dialog', { name: 'New plan' });
  await editor.getByRole('button', { name: 'Create the plan' }).click();
  await editor.getByText('Please fill this in.').first().waitFor();
  await editor.getByLabel('Name', { exact: true }).fill('Lighthouses');
  await editor.locator('label').filter({ hasText: 'X (Twitter)' }).click();
  await editor.locator('label').filter({ hasText: 'Other days' }).click();
  await editor.getByLabel('The days as a rule', { exact: true }).fill('FREQ=HOURLY');
  await editor.getByText('"FREQ=HOURLY" is not taken').waitFor();
  await editor.locator('label').filter({ hasText: 'Weekly' }).click();
  await editor.getByText('Monday', { exact: true }).click();
  await editor.getByLabel(/^Your text/).fill('{prompt}');
  await editor.getByText('{prompt} is published word for word').waitFor();
  await editor.getByLabel(/^Your text/).fill('From the coast');
  await editor.getByRole('button', { name: 'Create the plan' }).click();
  await editor.getByText('Choose at least one day.').waitFor();
  await editor.getByText('Monday', { exact: true }).click();
  await editor.getByText('Tuesday').click();
  await editor.locator('ol > li').nth(9).waitFor();
  expect(await barriers(page)).toEqual([]);
  await editor.getByRole('button', { name: 'Create the plan' }).click();

  const card = page.getByRole('article', { name: 'Lighthouses' });
  await card.getByText(/Every Monday and Tuesday at/).waitFor();
  await card.getByRole('button', { name: 'Pause' }).click();
  await card.getByText('Paused', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Let it go on' }).click();
  await card.getByText('Active', { exact: true }).waitFor();
  await card.getByRole('link', { name: 'Times and history' }).click();
  await page.getByText('It has not run yet.').waitFor();
  expect(await barriers(page)).toEqual([]);
  // The browser notes that the rule was refused, as often as the page asked.
  expect(new Set(complaints)).toEqual(new Set([expect.stringContaining('400')]));
});

test('administration is for administrators alone, and tells how updates went', async () => {
  const eve = await aPerson(api, 'eve');
  const { page: closed } = await visitAs(browser, api, eve, '/dashboard/admin');
  await closed.getByText('Only for administrators').waitFor();

  const root = await aPerson(api, 'root');
  await grantAdmin(root.email);
  const project = await projectOf(root);
  await rows(
    `insert into social_media_sync_logs (project_id, platform, sync_type, sync_status, duration_ms, calls, error_message)
     values ($1, 'twitter', 'sync', 'success', 1234, 3, null), ($1, 'tiktok', 'refresh', 'failed', 99, 1, '<b>no</b>')
     returning id`,
    [project],
  );
  await rows(
    `insert into inbox_events (channel, event_key, payload, state) values ('whatsapp', gen_random_uuid()::text, '[]', 'quarantined')
     returning id`,
  );
  const { page, complaints } = await visitAs(browser, api, root, '/dashboard/admin');
  await page.getByText('Promised workflows that wait').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  const asked = page.getByRole('dialog', { name: 'Dismiss what was put aside?' });
  await asked.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByText('1 message is dismissed.').waitFor();
  await asked.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Dismiss' }).waitFor({ state: 'detached' });
  await page.getByText('Updates that got everything').waitFor();
  await page.getByRole('cell', { name: '1.23 s' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  const job = page.getByRole('listitem').filter({ hasText: 'Delete old entries' });
  await job.getByText('Sundays at 03:00 UTC').waitFor();
  await job.getByText('Not set up yet').waitFor();
  await job.getByRole('button', { name: /Run now/ }).click();
  await page.getByText('The job is starting.').waitFor();
  await page.getByLabel('Result', { exact: true }).selectOption('failed');
  await page.getByRole('cell', { name: '1.23 s' }).waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: '<b>no</b>' }).waitFor();
  expect(complaints).toEqual([]);
});
