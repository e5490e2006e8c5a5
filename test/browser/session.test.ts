import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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

test('somebody new registers, is signed in, and still is after a reload', async () => {
  const { page, context, complaints } = await visit(browser, api, '/');
  await heading(page, 'Sign in');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await heading(page, 'Create your account');
  expect(await barriers(page)).toEqual([]);

  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail address').fill('ada.lovelace@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('password1');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByText('This password is too easy to guess.').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(aPassword);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await heading(page, 'Home');
  expect(pathOf(page)).toBe('/dashboard');
  expect(await barriers(page)).toEqual([]);

  await page.reload();
  await heading(page, 'Home');
  const cookies = await context.cookies(`${api.url}/api/v1/auth/session`);
  expect(cookies).toEqual([
    expect.objectContaining({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth/session' }),
  ]);
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toContain('eyJ');
  // The password that was refused.
  expect(complaints.filter((text) => !text.includes('422') && !text.includes('400'))).toEqual([]);
});
