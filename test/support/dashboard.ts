import { resolve } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { rows } from '../../db/query.ts';
import { freePort } from '../../launcher/ports.ts';
import { aPassword } from './people.ts';
import { startTestApi, type TestApi } from './testApi.ts';

/** What an API needs to serve the dashboard, at an address that the browser finds it under; see globalSetup.ts. */
export async function withDashboard(): Promise<Record<string, string>> {
  const port = await freePort();
  return {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DASHBOARD_DIR: resolve(import.meta.dirname, '../../dashboard/dist'),
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
  look: Look = {},
): Promise<Visit> {
  const stranger = await open(browser, look);
  await stranger.page.goto(api.url + path);
  return stranger;
}

async function open(
  browser: Browser,
  { language = 'en', scheme = 'light', width = 1440, timezone }: Look,
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
  return { context, page, complaints: listen(page) };
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

/**
 * A page as somebody sees it who has signed in in this browser before; `email` has the password aPassword. How they
 * signed in is another test's: here it is done as the page would, without drawing it.
 */
export async function visitAs(
  browser: Browser,
  api: Pick<TestApi, 'url'>,
  { email }: { email: string },
  path: string,
  look: Look = {},
): Promise<Visit> {
  await speaks(email, look.language ?? 'en');
  const visitor = await open(browser, look);
  const { context, page } = visitor;
  const answer = await context.request.post(`${api.url}/api/v1/auth/session`, {
    headers: { origin: api.url, 'x-requested-with': 'dashboard' },
    data: { email, password: aPassword },
  });
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()}`);
  // Where nothing is drawn: what the page keeps beside the cookie.
  await page.goto(`${api.url}/health`);
  await page.evaluate(`localStorage.setItem('socialsync.signedIn', 'true')`);
  await page.goto(api.url + path);
  await page.locator('#content h1').waitFor();
  return visitor;
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
