import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { visit, visitAs } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import type { TestApi } from '../support/testApi.ts';

/** How somebody looks at the dashboard. */
export interface Look {
  language: 'fr' | 'en';
  scheme: 'light' | 'dark';
  width: 1440 | 390;
}

/** Something to take a picture of. */
export interface Shot {
  path: string;
  /** The page to its end, instead of what a screen shows. */
  whole?: boolean;
  /** Seen by who is not signed in. */
  outside?: boolean;
  /** What is done on the page first. */
  prepare?: (page: Page) => Promise<void>;
}

/** A browser that looks in one way, signed in. */
export interface Camera {
  take(shot: Shot): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openCamera(
  browser: Browser,
  api: TestApi,
  person: { email: string },
  look: Look,
): Promise<Camera> {
  const inside = await visitAs(browser, api, person, '/dashboard', look);
  const outside = await visit(browser, api, '/sign-in', look);
  return {
    async take({ path, whole = false, outside: isOutside = false, prepare }) {
      const { page } = isOutside ? outside : inside;
      await page.goto(api.url + path);
      await settled(page);
      await prepare?.(page);
      await settled(page);
      const picture = await page.screenshot({ fullPage: whole, animations: 'disabled' });
      // A palette is enough for surfaces and letters, and a third of the bytes.
      return sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
    },
    async close() {
      await inside.context.close();
      await outside.context.close();
    },
  };
}

/** Until what was asked for is there: no skeletons, every picture in sight drawn, and nothing moves. */
async function settled(page: Page): Promise<void> {
  // On a phone it may be in a pane that is not in sight.
  await page.locator('h1').first().waitFor({ state: 'attached', timeout: 60_000 });
  await eventually(async () => {
    const left = await page.evaluate<number>(
      `document.querySelectorAll('.mantine-Skeleton-root').length + [...document.images].filter((image) =>
         !image.complete && image.checkVisibility() && image.getBoundingClientRect().top < innerHeight).length`,
    );
    if (left > 0) throw new Error(`${left} things are still to come at ${page.url()}`);
  }, 60_000);
  await page.evaluate(`Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {})))`);
}
