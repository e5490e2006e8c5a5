import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { rows } from '../../db/query.ts';
import { freePort } from '../../launcher/ports.ts';
import { aPassword } from './people.ts';
import { startTestApi, type TestApi } from './testApi.ts';

const root = resolve(import.meta.dirname, '../..');

/** By a process of its own: the bundler does not run inside Jest. */
const buildDashboard = () =>
  promisify(execFile)(process.execPath, ['launcher/buildDashboard.ts'], { cwd: root });

/** What an API needs to serve the dashboard: built where it is stale, at an address that the browser finds it under. */
export async function withDashboard(): Promise<Record<string, string>> {
  const [port] = await Promise.all([freePort(), buildDashboard()]);
  return {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DASHBOARD_DIR: join(root, 'dashboard/dist'),
    RATE_LIMITS: 'false',
  };
}

/** The API with the dashboard; where more is needed, give withDashboard() to startTestStack. */
export const startDashboard = async (overrides: Record<string, string> = {}): Promise<TestApi> =>
  startTestApi({ ...(await withDashboard()), ...overrides });

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the browser complained of: errors, and violations of the Content-Security-Policy. */
  complaints: string[];
}

export interface Look {
  language?: 'fr' | 'en';
  scheme?: 'light' | 'dark';
  width?: number;
  /** The zone of whoever looks; the machine's without it. */
  timezone?: string;
}

/** A browser of somebody new, at a page of the dashboard. */
export async function visit(
  browser: Browser,
  api: Pick<TestApi, 'url'>,
  path: string,
  { language = 'en', scheme = 'light', width = 1440, timezone }: Look = {},
): Promise<Visit> {
  const options: BrowserContextOptions = {
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: language,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(timezone && { timezoneId: timezone }),
  };
  const context = await browser.newContext(options);
  await context.addInitScript(tellOfViolations);
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(api.url + path);
  return { context, page, complaints };
}

/** Another tab of the same browser. */
export async function anotherTab(
  { context }: Visit,
  api: Pick<TestApi, 'url'>,
  path: string,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(api.url + path);
  return { page, complaints };
}

/** Who signs in is spoken to in their own language, whatever their browser's is: from now on this one. */
export const speaks = (email: string, language: 'fr' | 'en') =>
  rows('update users set locale = $2 where email = $1 returning 1 as changed', [email, language]);

/** A page as somebody sees it who has signed in in this browser before; `email` has the password aPassword. */
export async function visitAs(
  browser: Browser,
  api: Pick<TestApi, 'url'>,
  { email }: { email: string },
  path: string,
  look: Look = {},
): Promise<Visit> {
  await speaks(email, look.language ?? 'en');
  const stranger = await visit(browser, api, '/sign-in', look);
  const { page } = stranger;
  await page.locator('input[autocomplete=username]').fill(email);
  await page.locator('input[autocomplete=current-password]').fill(aPassword);
  await page.locator('button[type=submit]').click();
  await page.locator('#content h1').waitFor();
  if (path !== '/dashboard') await page.goto(api.url + path);
  await page.locator('#content h1').waitFor();
  return stranger;
}

/** What the policy refuses is complained of, also where it only refuses a picture. */
const tellOfViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('The policy refuses ' + event.violatedDirective + ': ' + event.blockedURI));`;

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** What keeps people out of a page, as axe finds it: the serious and the critical, by rule and place. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: () => Promise<AxeResult> } }).axe.run;
    return (await run()).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
}

interface AxeResult {
  violations: {
    id: string;
    impact?: string | null;
    nodes: { target: string[]; failureSummary?: string }[];
  }[];
}
