import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** How long whoever starts a browser should give it: one may have to be installed first. */
export const browserPatienceMs = 300_000;

/** The first is the same browser without what a window would need: pages cost it a third less. */
const usual = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A real Chromium without a window, with a profile of its own that goes with it.
 * @throws an error that says how to get one, where there is none and none can be installed.
 */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // Root may not use Chromium's own sandbox; the pages of tests are ours.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Pages here are drawn once and left: what makes long visits smooth costs more than it gives.
      '--js-flags=--no-opt --no-maglev',
      '--disable-threaded-animation',
      '--disable-threaded-scrolling',
      '--disable-checker-imaging',
      '--num-raster-threads=1',
    ],
  });
}

function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is nothing`);
    return named;
  }
  return present() ?? installed() ?? fail();
}

const present = () => [...usual, chromium.executablePath()].find((path) => existsSync(path));

/** Debian and its kin have a package, the older ones not that of the shell; only root may install it. */
function installed(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return undefined;
  const run = (...command: string[]) =>
    spawnSync('apt-get', command, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: browserPatienceMs / 3,
    });
  run('update');
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (run('install', '-y', '--no-install-recommends', name).status === 0) break;
  return present();
}

function fail(): never {
  throw new Error(
    'these tests need Chromium: install it (apt-get install chromium, or npx playwright-core install chromium), ' +
      'or name one by CHROMIUM_PATH',
  );
}
