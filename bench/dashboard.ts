import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../test/support/browser.ts';
import { aPassword } from '../test/support/people.ts';
import { imageCount, postCount, startDashboardWorld, type DashboardWorld } from './support/dashboardWorld.ts';
import {
  interaction,
  load,
  scroll,
  shown,
  watch,
  type LoadFigures,
  type Scrolling,
} from './support/pageFigures.ts';
import { median, percentile, type Table } from './support/table.ts';

const rounds = 5;
const scrollMs = 8_000;
const viewport = { width: 1440, height: 900 };

/** The dashboard as production serves it, in a real Chromium, by the browser's own performance entries. */
export async function dashboard(): Promise<Table[]> {
  const world = await startDashboardWorld();
  const browser = await startBrowser();
  try {
    const first = await firstLoads(browser, world);
    const page = await signedIn(browser, world);
    const pages = await pageLoads(page, world);
    const interactions = await interactionTable(page, world);
    return [first, pages, interactions, await scrollTable(browser, page, world)];
  } finally {
    await browser.close();
    await world.stop();
  }
}

const ms = (value: number) => String(Math.round(value));
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);

/** A phone in a weak net, as Lighthouse has it: 1.6 Mbit/s, 150 ms, a processor four times as slow. */
async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 150 },
    ...{ downloadThroughput: 200_000, uploadThroughput: 94_000 },
  });
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** Sign-in by somebody who was never there. */
async function firstLoads(browser: Browser, { url }: DashboardWorld): Promise<Table> {
  const measure = async (prepare: (page: Page) => Promise<void>) => {
    const found: LoadFigures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      await watch(page);
      await prepare(page);
      found.push(await load(page, `${url}/sign-in`));
      await context.close();
    }
    const middle = (name: 'scripts' | 'styles' | 'firstPaint' | 'largestPaint') =>
      median(found.map((each) => each[name]));
    return [
      kilobytes(middle('scripts')),
      kilobytes(middle('styles')),
      ms(middle('firstPaint')),
      ms(middle('largestPaint')),
    ];
  };
  return {
    title: 'The dashboard’s first load',
    note: `Sign-in with an empty cache, median of ${rounds}. Scripts and styles in kB (1,000 bytes) as they are sent, paints in ms. Target: scripts under 250 kB.`,
    columns: ['where', 'scripts', 'styles', 'first paint', 'largest paint'],
    rows: [
      ['this machine', ...(await measure(async () => {}))],
      ['1.6 Mbit/s, 150 ms, processor slowed down four times', ...(await measure(slowDown))],
    ],
  };
}

async function signedIn(browser: Browser, { url, person }: DashboardWorld): Promise<Page> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await watch(page);
  await page.goto(`${url}/sign-in`);
  await page.locator('input[autocomplete=username]').fill(person.email);
  await page.locator('input[autocomplete=current-password]').fill(aPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('#content h1').waitFor();
  return page;
}

const addresses = {
  Home: '/dashboard',
  Calendar: '/dashboard/calendar',
  Composer: '/dashboard/compose',
  Images: '/dashboard/images',
  Plans: '/dashboard/plans',
  Inbox: '/dashboard/inbox',
  Accounts: '/dashboard/accounts',
  Statistics: '/dashboard/history',
  Settings: '/dashboard/settings',
};

/** Each page, opened at its address. */
async function pageLoads(page: Page, { url }: DashboardWorld): Promise<Table> {
  const lines: string[][] = [];
  for (const [name, path] of Object.entries(addresses)) {
    const found: LoadFigures[] = [];
    for (let round = 0; round < rounds; round += 1) found.push(await load(page, url + path));
    const [bytes] = found;
    lines.push([
      name,
      kilobytes(bytes?.scripts ?? NaN),
      kilobytes(bytes?.styles ?? NaN),
      ms(median(found.map(({ largestPaint }) => largestPaint))),
      ms(median(found.map(({ complete }) => complete))),
    ]);
  }
  return {
    title: 'The dashboard’s pages',
    note: `Each opened at its address by somebody signed in, of a project with ${imageCount.toLocaleString('en')} images and ${postCount.toLocaleString('en')} posts this month; all that it needs, frame included. Bytes as sent when the cache is empty; times with a full one, median of ${rounds}.`,
    columns: ['page', 'scripts, kB', 'styles, kB', 'largest paint, ms', 'all shown, ms'],
    rows: lines,
  };
}

async function interactionTable(page: Page, { url }: DashboardWorld): Promise<Table> {
  const lines: string[][] = [];
  const measure = async (name: string, act: () => Promise<void>, undo: () => Promise<void>) => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      found.push(await interaction(page, act));
      await undo();
    }
    lines.push([name, ms(median(found)), ms(Math.max(...found))]);
  };
  const show = async (view: string, sign: string) => {
    await page.locator('label').filter({ hasText: view }).click();
    await page.locator(sign).first().waitFor();
  };
  await load(page, `${url}/dashboard/calendar?view=week`);
  await page.locator('[data-post]').first().waitFor();
  const week = () => show('Week', 'td[data-hour]');
  await measure('calendar: week to month', () => show('Month', 'td[data-day]:not([data-hour])'), week);
  await measure('calendar: week to day', () => show('Day', 'td[data-hour]'), week);
  await measure('calendar: week to list', () => show('List', '[role=list] [data-post]'), week);
  const dialog = page.getByRole('dialog');
  await measure(
    'calendar: open a post',
    async () => {
      await page.locator('[data-post]').first().click();
      await dialog.waitFor();
    },
    async () => {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    },
  );
  await load(page, `${url}/dashboard/images`);
  await measure(
    'images: show one state',
    () => page.locator('label').filter({ hasText: 'Approved' }).click(),
    async () => {
      await page.locator('label').filter({ hasText: 'All' }).first().click();
      await shown(page);
    },
  );
  await load(page, `${url}/dashboard/compose`);
  const caption = page.getByLabel('Caption', { exact: true });
  await measure(
    'composer: type a sentence',
    () => caption.pressSequentially('A plate as blue as the harbour at dusk.'),
    () => caption.clear(),
  );
  return {
    title: 'Interaction to next paint',
    note: `ms from pressing until what it changed is painted, the slowest event of each (Event Timing, in steps of 8 from 16), median and worst of ${rounds}. Target: 200, what the Web Vitals call good.`,
    columns: ['what', 'median', 'worst'],
    rows: lines,
  };
}

async function scrollTable(browser: Browser, page: Page, { url }: DashboardWorld): Promise<Table> {
  await load(page, `${url}/dashboard/images`);
  const gallery = await scroll(page, scrollMs);
  await load(page, `${url}/dashboard/calendar?view=list`);
  const earlier = page.getByRole('button', { name: /earlier posts?$/ });
  if ((await earlier.count()) > 0) await earlier.click();
  const list = await scroll(page, scrollMs);
  return {
    title: 'Scrolling',
    note: `Down for ${scrollMs / 1000} s, 80 pixels in each frame, with Chromium drawing without a graphics processor. ms from frame to frame; late ones took more than two frames of a screen (33 ms); in long ones the page itself worked for more than 50 ms.`,
    columns: ['what', 'p50', 'p95', 'max', 'late frames', 'long frames'],
    rows: [
      line('a bare page of as many plain boxes', await barePage(browser)),
      line(`gallery of ${imageCount.toLocaleString('en')} images`, gallery),
      line(`calendar of ${postCount.toLocaleString('en')} posts, as a list`, list),
    ],
  };
}

/** What this browser does at best on this machine. */
async function barePage(browser: Browser): Promise<Scrolling> {
  const page = await (await browser.newContext({ viewport })).newPage();
  await watch(page);
  await page.goto('about:blank');
  await page.setContent(
    `<style>i { display: inline-block; width: 200px; height: 200px; margin: 6px; background: #14695f }</style>
     ${'<i></i>'.repeat(imageCount)}`,
  );
  const scrolling = await scroll(page, scrollMs);
  await page.context().close();
  return scrolling;
}

function line(name: string, { frames, longFrames }: Scrolling): string[] {
  const late = frames.filter((frame) => frame > 34).length;
  return [
    name,
    percentile(frames, 0.5).toFixed(0),
    percentile(frames, 0.95).toFixed(0),
    Math.max(...frames).toFixed(0),
    `${((late / frames.length) * 100).toFixed(1)} %`,
    String(longFrames.length),
  ];
}
