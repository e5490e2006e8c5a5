import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { aConnection } from '../support/connections.ts';
import { barriers, startDashboard, visitAs } from '../support/dashboard.ts';
import { aPost, told } from '../support/figures.ts';
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

const path = '/dashboard/history';
const now = Date.now();
const daysAgo = (days: number) => new Date(now - days * 24 * 60 * 60_000).toISOString();

test('the figures are a chart, a table that tells the same, and a file; a gap stays a gap', async () => {
  const ada = await aPerson(api, 'ada');
  const [{ id: project }] = (await ada.client.get('/api/v1/projects')).body;
  const connection = await aConnection(api, project);
  for (const [days, followers] of [
    [4, 100],
    [3, 110],
    [1, 130],
    [0, 140],
  ] as const)
    await told(connection, daysAgo(days), followers);
  await aPost(connection, daysAgo(2), [[daysAgo(1), { likes: 7 }]], '<b>Bold</b> words');

  const { page, complaints } = await visitAs(browser, api, ada, path);
  await page.getByRole('figure', { name: 'Followers a day' }).waitFor();
  await page.getByText('TikTok told them').waitFor();
  await page.getByText('1 day without a figure').waitFor();
  await page.getByRole('link', { name: '<b>Bold</b> words' }).waitFor();
  await page.getByText('7 reactions').last().waitFor();
  await page.getByText('of 1 post of the last 30 days').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByText('By share', { exact: true }).click();
  await page.getByRole('heading', { name: /largest share/ }).waitFor();

  await page.getByText('Table', { exact: true }).click();
  const cells = await page.getByRole('cell').allTextContents();
  // Another day may have begun since.
  const latest = cells.indexOf('140');
  expect(cells.slice(latest, latest + 5)).toEqual(['140', '130', '–no figure', '110', '100']);
  expect(await barriers(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual(['100', '110', '130', '140']);

  // A reload and a shared link show the same.
  expect(new URL(page.url()).searchParams.get('view')).toBe('table');
  expect(complaints).toEqual([]);
});

test('the address of the guide leads there, and to the accounts', async () => {
  const lin = await aPerson(api, 'lin');
  const { page } = await visitAs(browser, api, lin, '/influencer/social-media/history');
  await page.getByText('No figures yet').waitFor();
  expect(new URL(page.url()).pathname).toBe(path);
  await page.getByRole('link', { name: 'Connect an account' }).click();
  await page.getByRole('dialog', { name: 'Connect an account' }).waitFor();
  await page.goto(`${api.url}/influencer/social-media`);
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
});
