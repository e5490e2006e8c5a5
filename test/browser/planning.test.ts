import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { barriers, visitAs, withDashboard, type Look } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aConnectedAccount, aPublisher, aValidatedImage, type Publisher } from '../support/publishing.ts';
import { hours, putInto } from '../support/scheduling.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let browser: Browser;
let shop: Publisher;
let image: number;
beforeAll(async () => {
  stack = await startTestStack(await withDashboard());
  browser = await startBrowser();
  shop = await aPublisher(stack, 'planner');
  await aConnectedAccount(stack, shop, 'instagram');
  await aConnectedAccount(stack, shop, 'twitter');
  image = await aValidatedImage(stack, shop);
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const at = (path: string, look?: Look) => visitAs(browser, stack.api, shop, path, look);
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const choose = (page: Page, platform: string) => page.locator('label').filter({ hasText: platform }).click();

async function aPost(post: object): Promise<Json> {
  const { body } = await shop.client.post('/api/scheduler/schedule/', {
    scheduled_time: hours(48),
    platform: 'twitter',
    ...post,
  });
  return body;
}

test('one draft goes to two accounts, each counted as its platform counts, and is asked for before it is lost', async () => {
  const { page, complaints } = await at(`/dashboard/compose?image=${image}`);
  await heading(page, 'New post');
  await choose(page, 'Instagram');
  await choose(page, 'X (Twitter)');
  await page.getByLabel('Caption', { exact: true }).fill(`${'long '.repeat(60)}end`);
  await page.getByText('1 thing to mend').waitFor();
  await page.getByRole('img', { name: /X \(Twitter\): 303 of 280 characters, 23 too many/ }).waitFor();

  await page.getByRole('button', { name: /^X \(Twitter\)/ }).click();
  await page.getByLabel('Another caption for X (Twitter)').fill('short');
  await page.getByText('Ready to go').waitFor();
  await page
    .getByRole('article', { name: /X \(Twitter\)/ })
    .getByText('short', { exact: true })
    .waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('link', { name: 'Calendar' }).first().click();
  await page.getByText('Leave without saving?').waitFor();
  await page.getByRole('button', { name: 'Keep writing' }).click();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await heading(page, 'long long');
  await page.getByText('Scheduled', { exact: true }).first().waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('what is published now can be taken back, and is seen going out without a reload', async () => {
  const { page } = await at('/dashboard/compose');
  await choose(page, 'X (Twitter)');
  await page.getByLabel('Caption', { exact: true }).fill('hello from the shop');
  const publish = async () => {
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click();
    await page.getByText(/It goes out in \d+ s/).waitFor();
  };
  await publish();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('Draft', { exact: true }).first().waitFor();
  await page.getByRole('article', { name: /X/ }).getByText('Draft', { exact: true }).waitFor();
  expect((await shop.client.get('/api/scheduler/posts/?state=draft')).body.count).toBe(1);

  await publish();
  await page.getByRole('link', { name: /See it on X/ }).waitFor({ timeout: 40_000 });
  await page.getByText('The platform published it').waitFor();
  const { body } = await shop.client.get('/api/scheduler/posts/?state=posted');
  expect(body.count).toBe(1);
});

test('a question about a post is answered by the person who looked, and a refusal says what to do', async () => {
  const { id } = await aPost({ caption: 'is it there?' });
  await putInto(id, 'parked', 'needs_attention', { code: 'cannot_prove' });
  const { page } = await at(`/dashboard/posts/${id}`, { language: 'fr', scheme: 'dark', width: 390 });
  await page.getByRole('button', { name: 'Décider' }).click();
  await page.getByLabel('Il y est').check();
  await page.getByLabel('Adresse du post').fill('https://x.com/i/status/1');
  await page.getByRole('button', { name: 'C’est cela' }).click();
  await page.getByRole('link', { name: /Le voir sur X/ }).waitFor();
  expect(await barriers(page)).toEqual([]);

  const refused = await aPost({ caption: 'try it again' });
  await putInto(refused.id, 'rejected', 'failed', { code: 'token_refused' });
  await page.goto(`${stack.api.url}/dashboard/posts/${refused.id}`);
  await page.getByText('Reconnectez le compte, puis réessayez.').waitFor();
  await page.getByRole('button', { name: 'Y renoncer' }).click();
  await page.getByText(/Faites-en un nouveau post/).waitFor();
  await page.getByRole('link', { name: 'En faire un nouveau post' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Afficher plus' }).click();
  await page.getByRole('menuitem', { name: 'Supprimer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
  await heading(page, 'Calendrier');
  expect((await shop.client.get(`/api/scheduler/posts/${refused.id}`)).status).toBe(404);
});

test('a new post from what one account refused is not for those where it is published', async () => {
  const targets = [{ platform: 'instagram' }, { platform: 'twitter' }];
  const { id } = await aPost({ platform: undefined, image, caption: 'refused at one', targets });
  await putInto(id, 'published', 'partly_posted', { platform: 'instagram' });
  await putInto(id, 'rejected', 'partly_posted', { platform: 'twitter', code: 'duplicate' });
  const { page } = await at(`/dashboard/posts/${id}`, { language: 'en' });
  const link = page.getByRole('link', { name: 'Begin a new post from it' });
  expect(await link.getAttribute('href')).toMatch(/copy=\d+&target=/);
  await link.click();
  await heading(page, 'New post');
  const accounts = page.getByRole('group', { name: 'Publish to' });
  // Its label is what one sees of a box.
  const state = 'attached';
  await accounts.getByRole('checkbox', { name: /^X/, checked: true }).waitFor({ state });
  await accounts.getByRole('checkbox', { name: /^Instagram/, checked: false }).waitFor({ state });
});

test('of a post that was refused after a call without an answer, who sees it there says where', async () => {
  const { id, targets } = await aPost({ caption: 'it was there after all', scheduled_time: hours(240) });
  await putInto(id, 'rejected', 'failed', { code: 'duplicate' });
  await rows(
    `insert into post_events (post_id, publication_id, kind, state) values ($1, $2, 'silence', 'unknown') returning id`,
    [id, targets[0].id],
  );
  const { page } = await at(`/dashboard/posts/${id}`, { language: 'en' });
  await page.getByRole('button', { name: 'It is there' }).click();
  expect(await barriers(page)).toEqual([]);
  await page.getByLabel('Address of the post').fill('https://x.com/i/status/2');
  await page.getByRole('button', { name: 'That is it' }).click();
  await page.getByRole('link', { name: /See it on X/ }).waitFor();
});

test('a post is moved by dragging and by keyboard, and moved back', async () => {
  const { id, scheduled_time: before } = await aPost({ caption: 'move me' });
  const day = (time: string, days: number) =>
    new Date(Date.parse(time) + days * 86_400_000).toISOString().slice(0, 10);
  const { page, complaints } = await at(`/dashboard/calendar?view=week&date="${day(before, 0)}"`);
  const chip = page.locator(`[data-post="${id}"]`);
  const keptDay = async () =>
    ((await shop.client.get(`/api/scheduler/posts/${id}/`)).body.scheduled_time as string).slice(0, 10);
  await chip.waitFor();
  expect(await barriers(page)).toEqual([]);

  const column = new Date(before).getUTCDay() === 1 ? 1 : -1;
  const hour = before.slice(11, 13);
  await chip.dragTo(page.locator(`td[data-day="${day(before, column)}"][data-hour="${hour}"]`));
  await eventually(async () => expect(await keptDay()).toBe(day(before, column)));
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(async () => expect(await keptDay()).toBe(day(before, 0)));

  await chip.focus();
  await page.keyboard.press('Alt+ArrowRight');
  // Where a week ends, another one is drawn first.
  await page.locator(`[data-post="${id}"][data-at^="${day(before, 1)}"]:focus`).waitFor();
  await page.keyboard.press('Alt+ArrowRight');
  await eventually(async () => expect(await keptDay()).toBe(day(before, 2)));
  await page.locator(`[data-post="${id}"]:focus`).waitFor();
  await page.keyboard.press('Control+z');
  await eventually(async () => expect(await keptDay()).toBe(day(before, 0)));
  expect(complaints).toEqual([]);
});

test('a month and a list show the same, filtered by account and state', async () => {
  const { id, scheduled_time: time } = await aPost({ caption: 'refused' });
  await putInto(id, 'rejected', 'failed', { code: 'unexpected' });
  // By its own day: two days from now another month may have begun.
  const { page } = await at(`/dashboard/calendar?view=list&date="${time.slice(0, 10)}"`, {
    ...{ width: 390, language: 'fr', scheme: 'dark' },
  });
  const posts = page.locator('[data-post]');
  await posts.first().waitFor();
  await page.getByLabel('État').selectOption({ label: 'Échec' });
  await eventually(async () =>
    expect(await posts.allTextContents()).toEqual([expect.stringContaining('Échec')]),
  );
  expect(await barriers(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText('Mois', { exact: true }).click();
  await eventually(async () => expect(await posts.count()).toBe(1));
  expect(await barriers(page)).toEqual([]);
  await page.getByLabel('État').selectOption('');
  await page.getByText('Semaine', { exact: true }).click();
  await page.getByRole('button', { name: 'Aujourd’hui' }).click();
  await page.locator('th[data-today]').waitFor();
  expect(await barriers(page)).toEqual([]);
});

test('times are those of the project, wherever whoever looks is', async () => {
  await shop.client.patch(`/api/v1/projects/${shop.projectId}`, { timezone: 'Africa/Algiers' });
  // Half an hour past midnight in Algiers, whose clocks never change; in New York the afternoon before.
  const before = hours(5 * 24).slice(0, 10);
  const day = new Date(Date.parse(before) + 86_400_000).toISOString().slice(0, 10);
  const { id } = await aPost({ caption: 'at night', scheduled_time: `${before}T23:30:00Z` });
  const { page } = await at(`/dashboard/posts/${id}`, { timezone: 'America/New_York' });
  await heading(page, 'at night');
  await page.getByText('America/New_York').first().waitFor();
  await page.getByRole('link', { name: 'Calendar' }).last().click();
  await heading(page, 'Calendar');
  const chip = page.locator(`td[data-day="${day}"] [data-post="${id}"]`);
  expect(await chip.getAttribute('data-at')).toMatch(new RegExp(`^${day}T00:30$`));

  await chip.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await eventually(async () => {
    const { body } = await shop.client.get(`/api/scheduler/posts/${id}/`);
    expect(body.scheduled_time).toBe(`${day}T23:30:00.000Z`);
  });
});
