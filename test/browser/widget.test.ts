import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../../launcher/ports.ts';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { aSite, type TestSite } from '../support/site.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { anAnswer, aWidget, conversationOf, type TestWidget } from '../support/widgets.ts';

let api: TestApi;
let browser: Browser;
const sites: TestSite[] = [];
beforeAll(async () => {
  const port = await freePort();
  api = await startTestApi({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RATE_LIMITS: 'false',
  });
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  for (const site of sites) site.close();
  await api.close();
});

const scriptOf = (widget: Pick<TestWidget, 'id'>) =>
  `<script src="${api.url}/api/web-widget/static/widget.js" data-widget-id="${widget.id}" async></script>`;
/** Nothing but the widget's script and its calls; no style, no picture, no markup made by scripts. */
const strictPolicy = () =>
  `default-src 'none'; script-src ${api.url}; connect-src ${api.url}; base-uri 'none'; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** A shop's page of another origin with the widget; by default its origin is one that the shop named. */
async function aShop({
  fields = {},
  isAllowed = true,
  language = 'fr',
  viewport = { width: 1440, height: 900 },
} = {}) {
  const widget = await aWidget(api, { welcome_message: 'Bonjour ! Une question ?', ...fields });
  const html = `<!doctype html><html lang="${language}"><title>Shop</title><a href="#">A link</a>${scriptOf(widget)}`;
  const site = await aSite(html, strictPolicy());
  sites.push(site);
  const path = `/api/web-widgets/${widget.id}`;
  if (isAllowed) await widget.owner.client.patch(path, { allowed_origins: [site.origin] });
  const context = await browser.newContext({ viewport, locale: language, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(site.origin);
  return { widget, page, context, complaints };
}
const launcherOf = (page: Page) => page.getByRole('button', { name: /Ouvrir la messagerie|Open the chat/ });
const inputOf = (page: Page) => page.getByRole('textbox', { name: /Votre message|Your message/ });
const messagesOf = (page: Page) => page.locator('.message:not(.waiting) .bubble').allTextContents();
async function say(page: Page, text: string): Promise<void> {
  await inputOf(page).fill(text);
  await inputOf(page).press('Enter');
}
const contents = async ({ owner }: TestWidget, conversation: string) =>
  (await owner.client.get(`/api/conversations/${conversation}/messages`)).body.messages.map(
    ({ content }: { content: string }) => content,
  );

test('a visitor of another origin under a strict policy writes, is answered, and finds it all again', async () => {
  const { widget, page, complaints } = await aShop();
  await launcherOf(page).click();
  await say(page, 'Avez-vous du thé ?');
  const conversation = await eventually(() => conversationOf(widget));
  await anAnswer(conversation, 'Oui, du vert.');
  const all = ['Bonjour ! Une question ?', 'Avez-vous du thé ?', 'Oui, du vert.'];
  await eventually(async () => expect(await messagesOf(page)).toEqual(all));

  const thread = `/api/conversations/${conversation}/messages`;
  await eventually(async () =>
    expect((await widget.owner.client.get(thread)).body.messages.at(-1)).toMatchObject({ state: 'read' }),
  );

  await page.reload();
  await launcherOf(page).click();
  await eventually(async () => expect(await messagesOf(page)).toEqual(all));
  await say(page, 'Merci');
  await eventually(async () =>
    expect(await contents(widget, conversation)).toEqual([...all.slice(1), 'Merci']),
  );
  expect(complaints).toEqual([]);
});

test('what people write is text, whatever it looks like', async () => {
  const { widget, page, complaints } = await aShop({ fields: { name: '<i>Shop</i>' } });
  const attack = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await launcherOf(page).click();
  await say(page, attack);
  await anAnswer(await eventually(() => conversationOf(widget)), attack);
  await eventually(async () => expect((await messagesOf(page)).slice(1)).toEqual([attack, attack]));
  expect(await page.locator('socialsync-chat img, socialsync-chat i').count()).toBe(0);
  expect([await page.title(), complaints]).toEqual(['Shop', []]);
});

test('a page whose origin the shop did not name is refused by the server, and says so', async () => {
  const { widget, page } = await aShop({ isAllowed: false });
  await launcherOf(page).click();
  await say(page, 'Bonjour');
  await page.getByText('Non envoyé.').waitFor();
  expect((await widget.owner.client.get('/api/conversations')).body.total).toBe(0);
});

test('without a connection messages wait, survive the page, and arrive once and in order', async () => {
  const { widget, page, context } = await aShop();
  await launcherOf(page).click();
  await context.setOffline(true);
  await say(page, 'one');
  await say(page, 'two');
  await page.getByText('Pas de connexion').waitFor();
  expect(await page.locator('.waiting').count()).toBe(2);
  await context.setOffline(false);
  const conversation = await eventually(() => conversationOf(widget));
  await eventually(async () => expect(await contents(widget, conversation)).toEqual(['one', 'two']));
  await eventually(async () => expect(await page.locator('.waiting').count()).toBe(0));

  // The server is away while the visitor writes and leaves; one answer is lost on the way back.
  await context.route('**/api/web-widget/messages', (route) => route.abort());
  await say(page, 'three');
  await page.locator('.waiting').waitFor();
  await page.reload();
  await launcherOf(page).click();
  await page.locator('.waiting', { hasText: 'three' }).waitFor();
  await context.unroute('**/api/web-widget/messages');
  await context.route(
    '**/api/web-widget/messages',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.reload();
  await eventually(async () => expect(await contents(widget, conversation)).toEqual(['one', 'two', 'three']));
  await launcherOf(page).click();
  await eventually(async () => expect((await messagesOf(page)).slice(1)).toEqual(['one', 'two', 'three']));
});

test('a visitor who writes in two tabs at once has one conversation', async () => {
  const { widget, page, context } = await aShop();
  const other = await context.newPage();
  await other.goto(page.url());
  const write = async (tab: Page, text: string) => {
    await launcherOf(tab).click();
    await say(tab, text);
  };
  await Promise.all([write(page, 'one'), write(other, 'two')]);
  for (const tab of [page, other])
    await eventually(async () => expect((await messagesOf(tab)).slice(1).sort()).toEqual(['one', 'two']));
  await conversationOf(widget);
});

test('a visitor whose key the server knows no more goes on as a new one', async () => {
  const { widget, page } = await aShop();
  await launcherOf(page).click();
  await say(page, 'one');
  await eventually(() => conversationOf(widget));
  await eventually(async () => expect((await messagesOf(page)).at(-1)).toBe('one'));
  await page.evaluate(`(async () => {
    const [key, kept] = Object.entries(localStorage)[0];
    localStorage.setItem(key, kept.replace(/"token":"[^"]*"/, '"token":"forged"'));
    const answered = (request) => new Promise((resolve) => (request.onsuccess = resolve));
    const opening = indexedDB.open('keyval-store');
    await answered(opening);
    await answered(opening.result.transaction('keyval', 'readwrite').objectStore('keyval').put('forged', key));
  })()`);
  await say(page, 'two');
  await eventually(async () => expect((await messagesOf(page)).slice(1)).toEqual(['two']));
  expect((await widget.owner.client.get('/api/conversations')).body.total).toBe(2);
});

test('it is all done by keyboard, and has its names for screen readers', async () => {
  const { widget, page } = await aShop({ language: 'en' });
  await launcherOf(page).waitFor();
  const focused = () =>
    page.evaluate<string>(`(() => {
      const host = document.querySelector('socialsync-chat').shadowRoot.activeElement;
      return host ? host.className || host.id : '';
    })()`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('launcher');
  expect(await launcherOf(page).getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Boutique' });
  await dialog.waitFor();
  expect(await focused()).toBe('text');
  await page.keyboard.type('Hello');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('there');
  await page.keyboard.press('Enter');
  await eventually(async () => expect((await messagesOf(page)).at(-1)).toBe('Hello\nthere'));
  await page.getByRole('log', { name: 'Conversation' }).waitFor();

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused()).toBe('launcher');
  await anAnswer(await eventually(() => conversationOf(widget)), 'Hi');
  await page.getByRole('button', { name: 'Open the chat (1 new message)' }).press('Enter');
  await eventually(async () => expect((await messagesOf(page)).at(-1)).toBe('Hi'));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Open the chat', exact: true }).waitFor();
});

test('on a phone it fills the screen and keeps the focus inside', async () => {
  const { page } = await aShop({ viewport: { width: 390, height: 844 } });
  await launcherOf(page).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await dialog.getAttribute('aria-modal')).toBe('true');
  for (let stop = 0; stop < 6; stop += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('SOCIALSYNC-CHAT');
  }
  await page.getByRole('button', { name: 'Fermer la messagerie' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

test('a page whose own styles are wild leaves it as it is', async () => {
  const widget = await aWidget(api);
  const wild =
    'button, div, section, p { all: revert; display: none !important; font-size: 90px !important; color: red !important }';
  const html = `<!doctype html><html lang="en"><style>${wild}</style><p>x</p>${scriptOf(widget)}`;
  const site = await aSite(html, '');
  sites.push(site);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await page.goto(site.origin);
  await launcherOf(page).click();
  const box = await page.getByRole('dialog').boundingBox();
  expect(box).toMatchObject({ width: 384 });
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1440 - 20);
  expect(box?.y).toBeGreaterThanOrEqual(0);
  await page.close();
});

test('the demo page is a page to try it on', async () => {
  const widget = await aWidget(api, { primary_color: '#ffe066' });
  const page = await browser.newPage({ locale: 'en' });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${api.url}/api/web-widget/static/widget.html?widget_id=${widget.id}`);
  await launcherOf(page).click();
  await say(page, 'Hello');
  await anAnswer(await eventually(() => conversationOf(widget)), 'Hi');
  await eventually(async () => expect(await messagesOf(page)).toEqual(['Hello', 'Hi']));
  expect(complaints).toEqual([]);
  await page.close();
});
