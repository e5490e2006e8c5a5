import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { barriers, visitAs, withDashboard } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aConnectedAccount, aPublisher, type Publisher } from '../support/publishing.ts';
import { aScheduledPost, hours } from '../support/scheduling.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let browser: Browser;
let shop: Publisher;
beforeAll(async () => {
  stack = await startTestStack(await withDashboard());
  browser = await startBrowser();
  shop = await aPublisher(stack, 'editor');
  await aConnectedAccount(stack, shop, 'twitter');
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const pathOf = (id: number) => `/api/scheduler/posts/${id}`;
const captionOf = (page: Page) => page.getByLabel('Caption', { exact: true });

test('what somebody else changes is asked about, and only what one changed is written over it', async () => {
  const { id } = await aScheduledPost(shop);
  const { page, complaints } = await visitAs(browser, stack.api, shop, `/dashboard/compose?post=${id}`);
  await captionOf(page).fill('mine');
  const time = hours(72);
  await shop.client.patch(pathOf(id), { scheduled_time: time });
  await page.getByText('Somebody changed this post meanwhile').waitFor();
  expect(await captionOf(page).inputValue()).toBe('mine');

  await page.getByRole('button', { name: 'Save changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The time').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save my changes' }).click();
  await page.getByRole('heading', { level: 1, name: 'mine' }).waitFor();
  expect((await shop.client.get(pathOf(id))).body).toMatchObject({ caption: 'mine', scheduled_time: time });
  expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
});

test('what one writes stays while nothing answers, and when the post is gone; its time is chosen by keyboard', async () => {
  const { id } = await aScheduledPost(shop, { draft: true });
  const { page } = await visitAs(browser, stack.api, shop, `/dashboard/compose?post=${id}`);
  await captionOf(page).fill('hours of work');

  let refused = 0;
  await page.route(`**${pathOf(id)}`, async (route) => {
    refused += 1;
    await route.abort();
  });
  await shop.client.patch(pathOf(id), { hashtags: '#other' });
  await eventually(() => Promise.resolve(expect(refused).toBeGreaterThanOrEqual(3)));
  expect(await captionOf(page).inputValue()).toBe('hours of work');

  await page.unroute(`**${pathOf(id)}`);
  await shop.client.delete(pathOf(id));
  await page.getByRole('button', { name: 'Make a new post of what I wrote' }).click();
  const time = page.getByRole('button', { name: /^Date and time/ });
  const isAt = (label: string) => page.locator(`[aria-label="${label}"]:focus`).waitFor();
  await time.press('Enter');
  await page.locator('[data-selected]:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await isAt('Hours');
  await page.keyboard.type('11');
  await isAt('Minutes');
  await page.keyboard.type('45');
  await page.keyboard.press('Enter');
  await page.locator('[aria-label^="Date and time"][aria-label*="11:45"]:focus').waitFor();
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByRole('heading', { level: 1, name: 'hours of work' }).waitFor();
});
