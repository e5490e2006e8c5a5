import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { barriers, startDashboard, visitAs } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson } from '../support/people.ts';
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

/** Presses keys before anything can follow from the first: which of them the field with the focus heard. */
const typedAtOnce = `(() => {
  const heard = [];
  const field = document.activeElement;
  field.addEventListener('keydown', ({ key }) => heard.push(key));
  const press = (key, ctrlKey = false) =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, ctrlKey, bubbles: true, cancelable: true }));
  press('k', true);
  for (const key of ['c', 'a', 'l', 'm', 'Backspace', 'e', 'ArrowDown', 'Tab']) press(key);
  press('Enter', true);
  press('Enter');
  return heard;
})()`;

test('Ctrl-K leads anywhere, and everything is reached by keyboard', async () => {
  const person = await aPerson(api, 'keys');
  await person.client.post('/api/scheduler/schedule', { draft: true, caption: 'Soldes d’été\nTout à -50 %' });
  const { page, context } = await visitAs(browser, api, person, '/dashboard');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Where would you like to go?').fill('calen');
  await page.keyboard.press('Enter');
  await heading(page, 'Calendar');
  await eventually(async () => expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1'));
  // Also where one writes, to a part of the settings.
  await page.goto(`${api.url}/dashboard/settings?section=profile`);
  const about = page.getByLabel('About you, in a few words');
  await about.press('Control+k');
  await page.keyboard.type('invitat');
  const field = page.getByRole('dialog', { name: 'Go to…' }).getByRole('textbox');
  await eventually(async () => expect(await field.inputValue()).toBe('invitat'));
  expect(await about.inputValue()).toBe('');
  await field.press('Enter');
  await page.getByRole('heading', { name: 'Invite somebody' }).waitFor();
  // What is typed before its field has the focus is the palette's, and none of it reaches what is behind.
  await page.goto(`${api.url}/dashboard/settings?section=profile`);
  await about.focus();
  expect(await page.evaluate(typedAtOnce)).toEqual(['k']);
  await heading(page, 'Calendar');
  // To a post, by its words.
  await page.keyboard.press('Control+k');
  await field.pressSequentially('tout a');
  await page.getByRole('button', { name: 'Soldes d’été Draft' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await field.press('Enter');
  await heading(page, 'Soldes d’été');
  await page.goto(`${api.url}/dashboard/calendar`);
  await heading(page, 'Calendar');
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Skip to content' }).press('Enter');
  expect(await page.evaluate('document.activeElement?.id')).toBe('content');
  await context.close();
});

test('what was found for other words is gone, and what is not known yet, or not at all, is said', async () => {
  const person = await aPerson(api, 'finder');
  const draft = (caption: string) => person.client.post('/api/scheduler/schedule', { draft: true, caption });
  await draft('snake_case here');
  await draft('Elephants');
  const { page, context } = await visitAs(browser, api, person, '/dashboard');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go to…' });
  const field = palette.getByRole('textbox');
  const snake = palette.getByRole('button', { name: /snake_case/ });
  await field.fill('snake');
  await snake.waitFor();

  // The answer comes when it is let; Enter takes nothing that was there before.
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/scheduler/posts?search=eleph*', async (route) => {
    await answered;
    await route.continue();
  });
  const searching = palette.getByRole('status').getByText('Searching…');
  await field.fill('eleph');
  await searching.waitFor();
  expect(await snake.count()).toBe(0);
  await field.press('ArrowDown');
  await field.press('Enter');
  expect(await palette.getByText('Nothing has that name').count()).toBe(0);
  answer();
  await palette.getByRole('button', { name: 'Elephants Draft' }).waitFor();
  await searching.waitFor({ state: 'detached' });

  await field.fill('zzzznothing');
  await field.press('Enter');
  await palette.getByRole('status').getByText('Nothing has that name').waitFor();
  expect(await snake.count()).toBe(0);

  // An answer that does not come is no answer that nothing was found.
  await page.route('**/api/scheduler/posts?search=orchid*', (route) =>
    route.fulfill({ status: 409, json: { detail: 'The search rests.' } }),
  );
  await field.fill('orchid');
  await palette.getByRole('alert').getByText('The search rests.').waitFor();
  expect(await palette.getByText('Nothing has that name').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.unroute('**/api/scheduler/posts?search=orchid*');
  await palette.getByRole('button', { name: 'Try again' }).click();
  await palette.getByRole('status').getByText('Nothing has that name').waitFor();

  // The field takes what the API takes: a line of 200.
  await field.fill('snake_case\there');
  await snake.waitFor();
  expect(await field.getAttribute('maxlength')).toBe('200');
  await field.press('Enter');
  await heading(page, 'snake_case here');
  await context.close();
});
