import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { visit, visitAs, withDashboard, type Look } from '../support/dashboard.ts';
import { aPassword } from '../support/people.ts';
import {
  aConnectedAccount,
  aPublisher,
  postIn,
  publishedAt,
  schedule,
  type Publisher,
} from '../support/publishing.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let browser: Browser;
beforeAll(async () => {
  stack = await startTestStack(await withDashboard());
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await stack.close();
});

/** How somebody uses a page. */
interface Hands {
  press: (target: Locator) => Promise<void>;
  write: (target: Locator, text: string) => Promise<void>;
  /** A choice, by its label. */
  tick: (role: 'checkbox' | 'radio', label: string) => Promise<void>;
}

const mouse = (page: Page): Hands => ({
  press: (target) => target.click(),
  write: (target, text) => target.fill(text),
  tick: (_role, label) => page.locator('label').filter({ hasText: label }).click(),
});

/** Without a mouse: what is not reached by Tab cannot be used. */
function keyboard(page: Page): Hands {
  const reach = async (target: Locator) => {
    await target.waitFor({ state: 'attached' });
    for (let steps = 0; steps < 150; steps += 1) {
      if (await target.evaluate((element) => element.matches(':focus'))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target.toString()}`);
  };
  return {
    press: async (target) => {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    write: async (target, text) => {
      await reach(target);
      await page.keyboard.type(text);
    },
    tick: async (role, label) => {
      await reach(page.getByRole(role, { name: label }));
      await page.keyboard.press('Space');
    },
  };
}

const english = {
  create: 'Create an account',
  name: 'Your name',
  email: 'E-mail address',
  password: 'Password',
  register: 'Create the account',
  home: 'Home',
  connect: 'Connect an account',
  connected: 'The account is connected',
  makeImage: 'Make an image',
  prompt: 'What should it show?',
  generate: 'Generate 1 image',
  review: 'Review them',
  approve: /^Approve/,
  reviewed: 'Back to the images',
  compose: 'Use in a post',
  caption: 'Caption',
  publish: 'Publish now',
  look: /See it on Instagram/,
};
const french: typeof english = {
  create: 'Créer un compte',
  name: 'Votre nom',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  register: 'Créer le compte',
  home: 'Accueil',
  connect: 'Connecter un compte',
  connected: 'Le compte est connecté',
  makeImage: 'Créer une image',
  prompt: 'Que doit-on y voir ?',
  generate: 'Créer 1 image',
  review: 'Les valider',
  approve: /^Valider$/,
  reviewed: 'Retour aux images',
  compose: 'Utiliser dans un post',
  caption: 'Légende',
  publish: 'Publier maintenant',
  look: /Le voir sur Instagram/,
};

/** Of the sandbox's Instagram. The first one is chosen on its consent page. */
const accounts = { first: 'Atelier Lune', other: 'Max makes' };

interface Newcomer {
  words: typeof english;
  look: Look;
  hands: (page: Page) => Hands;
  account: string;
}
const newcomers: Record<string, Newcomer> = {
  'in English, by keyboard alone': {
    words: english,
    look: { language: 'en' },
    hands: keyboard,
    account: accounts.first,
  },
  'in French, on a phone in the dark': {
    words: french,
    look: { language: 'fr', scheme: 'dark', width: 390 },
    hands: mouse,
    account: accounts.other,
  },
};

/** From the address of the dashboard to a post on the feed of Instagram; what the browser complained of. */
async function tell({ words, look, hands, account }: Newcomer): Promise<string[]> {
  const { page, context, complaints } = await visit(browser, stack.api, '/', look);
  const { press, write, tick } = hands(page);
  // Of the two that lead home, the one at the foot of a phone's page is the one in sight.
  const link = (name: string) => page.getByRole('link', { name, exact: true }).last();
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  await press(link(words.create));
  await write(page.getByLabel(words.name), 'Ada Lovelace');
  await write(page.getByLabel(words.email), `ada.${look.language}@example.com`);
  await write(page.getByRole('textbox', { name: words.password }), aPassword);
  await press(button(words.register));

  await press(link(words.connect));
  await press(page.getByRole('dialog').getByRole('button', { name: /Instagram/ }));
  await page.getByRole('heading', { name: /wants to use your/ }).waitFor();
  if (account !== accounts.first) await tick('radio', account);
  await press(button('Allow'));
  await page.getByText(words.connected).waitFor();

  await press(link(words.home));
  await press(link(words.makeImage));
  const prompt = `a harbour ${look.language}`;
  await write(page.getByLabel(words.prompt), prompt);
  await press(button(words.generate));
  await press(button(words.review));
  await press(button(words.approve));
  await press(button(words.reviewed));
  await press(link(prompt));
  await press(link(words.compose));

  const caption = `Our first post, ${look.language}`;
  await tick('checkbox', 'Instagram');
  await write(page.getByLabel(words.caption, { exact: true }), caption);
  await press(button(words.publish));
  await press(page.getByRole('dialog').getByRole('button', { name: words.publish }));
  const published = page.getByRole('link', { name: words.look });
  await published.waitFor({ timeout: 40_000 });

  const feed = await context.newPage();
  await feed.goto((await published.getAttribute('href')) ?? '');
  await feed.getByText(caption).first().waitFor();
  await feed.locator('article img, main img').first().waitFor();
  await context.close();
  return complaints;
}

/** Their seconds of grace pass side by side. */
let stories: Map<string, Promise<string[]>> | undefined;
const storyOf = (name: string) =>
  (stories ??= new Map(Object.entries(newcomers).map(([each, newcomer]) => [each, tell(newcomer)]))).get(
    name,
  );

test.each(Object.keys(newcomers))(
  'somebody new registers, connects, makes an image and sees their post on the feed: %s',
  async (name) => {
    // The consent page of the sandbox has no icon.
    expect((await storyOf(name))?.filter((complaint) => !complaint.includes('404'))).toEqual([]);
  },
  180_000,
);

const postPage = (shop: Publisher, id: number) => visitAs(browser, stack.api, shop, `/dashboard/posts/${id}`);

test('an access that was taken back is told in plain words, and the post goes out once it is given again', async () => {
  const shop = await aPublisher(stack, 'locked');
  const account = await aConnectedAccount(stack, shop, 'twitter');
  await stack.sandbox.control('revoke', { platform: 'twitter', accountId: account.externalId });
  const { id } = await schedule(shop, 1, { platform: 'twitter', caption: 'Good morning, harbour' });
  const { page, complaints } = await postPage(shop, id);
  await page.getByText('Connect the account again; it then goes on by itself.').waitFor({ timeout: 40_000 });
  await page.getByRole('link', { name: 'Go to the accounts' }).click();
  await page.getByRole('button', { name: 'Connect again' }).first().click();
  await page.locator(`[name=account][value="${account.externalId}"]`).check();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByText('The account is connected').waitFor();
  await page.goto(`${stack.api.url}/dashboard/posts/${id}`);
  await page.getByRole('link', { name: /See it on X/ }).waitFor({ timeout: 40_000 });
  expect((await publishedAt(stack, 'twitter', account.externalId)).posts).toHaveLength(1);
  expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
}, 120_000);

test('a post that a platform refuses says why, and is mended in a new one', async () => {
  const shop = await aPublisher(stack, 'twice');
  await aConnectedAccount(stack, shop, 'twitter');
  const caption = 'Open on Saturday';
  const first = await schedule(shop, 1, { platform: 'twitter', caption });
  await postIn(shop, first.id, ['posted']);
  const { id } = await schedule(shop, 1, { platform: 'twitter', caption });
  const { page, complaints } = await postPage(shop, id);
  await page.getByText('Change the text and publish it as a new post.').waitFor({ timeout: 40_000 });
  await page.getByRole('link', { name: 'Begin a new post from it' }).click();
  const box = page.getByLabel('Caption', { exact: true });
  await box.fill(`${caption}, ten to six`);
  await page.getByText('Ready to go').waitFor();
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByRole('heading', { level: 1, name: `${caption}, ten to six` }).waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

test('a worker that is killed while it publishes leaves the truth on the page, and one post on the feed', async () => {
  const shop = await aPublisher(stack, 'unplugged');
  const account = await aConnectedAccount(stack, shop, 'twitter');
  const caption = 'Lights out';
  const fault = { fault: 'slow_after_work', delayMs: 60_000, match: caption, operation: 'commit' };
  await stack.sandbox.fault({ standIn: 'twitter', ...fault });
  const { id } = await schedule(shop, 1, { platform: 'twitter', caption });
  const { page, complaints } = await postPage(shop, id);
  const target = page.getByRole('article', { name: /X \(Twitter\)/ });
  await target.getByText('Publishing', { exact: true }).waitFor({ timeout: 40_000 });
  await stack.worker.kill();
  await stack.worker.start();
  await target.getByRole('link', { name: /See it on X/ }).waitFor({ timeout: 60_000 });
  const { posts, requests } = await publishedAt(stack, 'twitter', account.externalId);
  expect([posts.length, requests.length]).toEqual([1, 1]);
  expect(complaints).toEqual([]);
}, 120_000);
