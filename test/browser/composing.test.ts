import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Browser, Page } from 'playwright-core';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { barriers, visitAs, withDashboard, type Look } from '../support/dashboard.ts';
import { aConnectedAccount, aPublisher, aValidatedImage, type Publisher } from '../support/publishing.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let browser: Browser;
let shop: Publisher;
let image: number;
beforeAll(async () => {
  stack = await startTestStack(await withDashboard());
  browser = await startBrowser();
  shop = await aPublisher(stack, 'composer');
  await aConnectedAccount(stack, shop, 'instagram');
  await aConnectedAccount(stack, shop, 'twitter');
  image = await aValidatedImage(stack, shop, { width: 900, height: 600 });
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await stack.close();
});

const at = (path: string, look?: Look) => visitAs(browser, stack.api, shop, path, look);
const choose = (page: Page, platform: string) => page.locator('label').filter({ hasText: platform }).click();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

test('a caption by AI comes into the text when somebody says so, and goes again', async () => {
  const { page, complaints } = await at(`/dashboard/compose?image=${image}`, { language: 'fr' });
  await choose(page, 'X (Twitter)');
  const caption = page.getByLabel('Légende', { exact: true });
  await caption.fill('mes mots');
  await button(page, 'Écrire avec l’IA').click();
  await page.getByLabel('Que doit-elle dire').fill('Portes ouvertes dimanche');
  await button(page, 'Écrire une légende').click();
  await page.getByText('Une proposition').waitFor();
  expect(await caption.inputValue()).toBe('mes mots');
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Ajouter sous mon texte').click();
  expect(await caption.inputValue()).toBe('mes mots\n\n✨ a lighthouse');
  await page.getByText('#lighthouse').first().waitFor();
  await button(page, 'Annuler').click();
  await eventually(async () => expect(await caption.inputValue()).toBe('mes mots'));
  expect(complaints).toEqual([]);
});

test('an unfinished draft is kept, reopened and finished', async () => {
  const { page, complaints } = await at('/dashboard/compose', { width: 390 });
  await page.getByLabel('Caption', { exact: true }).fill('half an idea');
  await button(page, 'Save as draft').click();
  await page.getByRole('heading', { level: 1, name: 'half an idea' }).waitFor();
  await page.getByText('No account is chosen yet.').waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Edit post' }).waitFor();
  expect(await page.getByLabel('Caption', { exact: true }).inputValue()).toBe('half an idea');
  await choose(page, 'Instagram');
  await page.getByText('1 thing to mend').waitFor();
  await button(page, 'Save as draft').click();
  await page.getByText('Draft saved').waitFor();

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await button(page, 'Add from the gallery').click();
  await page.getByRole('dialog').getByRole('button', { name: 'a lighthouse' }).first().click();
  await button(page, 'Add 1 picture').click();
  await page.getByText('Ready to go').waitFor();
  await button(page, 'Schedule').click();
  await page.getByText('Scheduled', { exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
});

test('a picture is cropped by keys to the shape that a platform takes; the whole stays', async () => {
  const { page, complaints } = await at(`/dashboard/compose?image=${image}`, { scheme: 'dark' });
  await choose(page, 'Instagram');
  await button(page, 'Crop picture 1').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Shape').selectOption({ label: 'Portrait (4:5)' });
  await dialog.getByText('480 × 600 pixels stay').waitFor();
  await dialog.getByRole('slider', { name: 'Left to right' }).focus();
  await page.keyboard.press('Home');
  expect(await barriers(page)).toEqual([]);
  await button(page, 'Crop').click();
  await page.getByText('The whole picture stays in the gallery').waitFor();
  await dialog.waitFor({ state: 'detached' });
  const { body } = await shop.client.get('/api/images');
  expect(body.results[0]).toMatchObject({ source: 'cropped', width: 480, height: 600, status: 'validated' });
  const { body: detail } = await shop.client.get(`/api/images/${body.results[0].id}`);
  expect(detail).toMatchObject({ metadata: { crop: { x: 0, y: 0 } }, history: [{ image }, {}] });
  expect(complaints).toEqual([]);
});

test('a photo or a video of one’s own goes with the post; what is none says so', async () => {
  const { page } = await at('/dashboard/compose');
  const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const bring = (beginning: string) =>
    page.locator('input[type=file]').setInputFiles({
      ...{ name: 'spring.mp4', mimeType: 'video/mp4' },
      buffer: Buffer.concat([Buffer.from(beginning), Buffer.alloc(500)]),
    });
  await bring('no film, but words');
  await page.getByText('This is not an MP4 video.').waitFor();
  await bring('    ftypisom');
  await page.getByText('spring.mp4').waitFor();
  await button(page, 'Remove number 1').click();
  await choose(page, 'Instagram');
  await page.getByLabel('Caption', { exact: true }).fill('our shop');
  await page.getByText('Instagram needs a picture or a video.').waitFor();
  expect(await button(page, 'Schedule').isDisabled()).toBe(true);
  expect(await button(page, 'Publish now').isDisabled()).toBe(true);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: photo });
  await page.getByText('Ready to go').waitFor();

  await page.route('**/api/scheduler/schedule', (route) => route.abort(), { times: 1 });
  await button(page, 'Schedule').click();
  const refusal = page.getByRole('alert').filter({ hasText: 'did not answer' });
  await refusal.waitFor();
  expect(await page.locator(':focus').filter({ has: refusal }).count()).toBe(1);
  await page.getByLabel('Caption', { exact: true }).fill('our shop in teal');
  await refusal.waitFor({ state: 'detached' });
});
