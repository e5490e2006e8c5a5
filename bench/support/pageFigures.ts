import type { Page } from 'playwright-core';
import { eventually } from '../../test/support/eventually.ts';

/** What the browser says of a page that it has loaded, in bytes as they were sent and in ms since the navigation. */
export interface LoadFigures {
  scripts: number;
  styles: number;
  firstPaint: number;
  largestPaint: number;
  /** Until all that was asked for was shown. */
  complete: number;
}

interface Timing {
  name: string;
  encodedBodySize: number;
}

/** Watches a page from its beginning, by the browser's own entries. */
export const watch = (page: Page) =>
  page.addInitScript(`
    globalThis.seen = { paint: 0, interactions: [], longFrames: [] };
    const observe = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
      .observe({ type, buffered: true, durationThreshold: 16 });
    observe('largest-contentful-paint', ({ startTime }) => { seen.paint = startTime; });
    observe('event', ({ interactionId, duration }) => { if (interactionId) seen.interactions.push(duration); });
    observe('long-animation-frame', ({ duration }) => seen.longFrames.push(duration));
  `);

/** Opens an address and waits until nothing of it is still to come. */
export async function load(page: Page, address: string): Promise<LoadFigures> {
  await page.goto(address);
  await shown(page);
  const complete = await page.evaluate<number>('performance.now()');
  const resources = await page.evaluate<Timing[]>(
    `performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => ({ name, encodedBodySize }))`,
  );
  const sum = (suffix: string) =>
    resources
      .filter(({ name }) => name.endsWith(suffix))
      .reduce((total, { encodedBodySize }) => total + encodedBodySize, 0);
  return {
    scripts: sum('.js'),
    styles: sum('.css'),
    firstPaint: await page.evaluate<number>(
      `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`,
    ),
    largestPaint: await page.evaluate<number>('seen.paint'),
    complete,
  };
}

/** Until the page stands, without a skeleton. */
export async function shown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await eventually(async () => {
    if ((await page.locator('.mantine-Skeleton-root').count()) > 0) throw new Error('still to come');
  });
}

/**
 * Interaction to next paint: the longest of the events that `act` causes, in ms, as Event Timing tells it (in steps of 8;
 * what took less than 16 is told as 16).
 */
export async function interaction(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate('seen.interactions.length = 0');
  await act();
  // Entries are handed over after the frame that they end with.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
  return page.evaluate<number>('Math.max(16, ...seen.interactions)');
}

/** How smoothly a page scrolls. */
export interface Scrolling {
  /** ms from one frame to the next. */
  frames: number[];
  /** Those in which the page itself worked for more than 50 ms. */
  longFrames: number[];
}

/** Scrolls down for so long, as far in each frame as a quick flick goes. */
export async function scroll(page: Page, forMs: number): Promise<Scrolling> {
  await page.evaluate('seen.longFrames.length = 0');
  const frames = await page.evaluate<number[]>(`new Promise((done) => {
    const frames = [];
    const began = performance.now();
    let last = began;
    const step = (now) => {
      frames.push(now - last);
      last = now;
      scrollBy(0, 80);
      if (now - began < ${forMs}) requestAnimationFrame(step);
      else done(frames.slice(1));
    };
    requestAnimationFrame(step);
  })`);
  return { frames, longFrames: await page.evaluate<number[]>('seen.longFrames') };
}
