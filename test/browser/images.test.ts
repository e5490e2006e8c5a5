import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { barriers, visitAs, withDashboard } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aPrompt } from '../support/images.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
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

const path = '/dashboard/images';
const states = async ({ client }: TestPerson) =>
  (await client.get('/api/images?ordering=created_at')).body.results.map(
    ({ status }: { status: string }) => status,
  );

async function order(page: Page, prompt: string, number: string): Promise<void> {
  await page.getByRole('button', { name: 'Generate', exact: true }).first().click();
  const drawer = page.getByRole('dialog', { name: 'Generate images' });
  await drawer.getByLabel('What should it show?').fill(prompt);
  await drawer.getByText(number, { exact: true }).click();
  await drawer.getByRole('button', { name: /^Generate \d/ }).click();
}

test('images are ordered, seen to come, and judged by keyboard one after the other', async () => {
  const ada = await aPerson(stack.api, 'ada');
  const { page, complaints } = await visitAs(browser, stack.api, ada, path);
  await page.getByText('No images yet').waitFor();
  const prompt = '<img src=x onerror="document.title=1"> a lighthouse';
  await order(page, prompt, '3');
  await page.getByText('3 of 3 ready').first().waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Review them' }).click();
  await page.getByText('1 of 3', { exact: true }).waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  await page.keyboard.press('ArrowRight');
  await page.getByText('1 approved, 1 rejected').waitFor();
  // Who was too quick goes back and decides otherwise.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await page.getByText('3 approved, 0 rejected').waitFor();
  await eventually(async () => expect(await states(ada)).toEqual(['validated', 'validated', 'validated']));
  await page.getByRole('button', { name: 'Back to the images' }).click();
  await page.getByText('3 images', { exact: true }).waitFor();
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('link', { name: prompt }).first().click();
  await page.getByText('Approved by').waitFor();
  await page.getByRole('link', { name: 'Use in a post' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await page.title()).not.toBe('1');
});

test('an image that is being made is cancelled, and the gallery follows', async () => {
  const lin = await aPerson(stack.api, 'lin');
  const prompt = aPrompt('a slow train');
  await stack.sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 60_000, match: prompt });
  const { page } = await visitAs(browser, stack.api, lin, path);
  await order(page, prompt, '1');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByText('Cancelled').waitFor();
  expect(await states(lin)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText('No images yet').waitFor();
});

test('pictures of one’s own are brought; what is none says why and keeps the others', async () => {
  const eve = await aPerson(stack.api, 'eve');
  const { page } = await visitAs(browser, stack.api, eve, `${path}?open=upload`);
  const dialog = page.getByRole('dialog', { name: 'Upload your own images' });
  await dialog.getByLabel('What do they show?').fill('Our shop');
  const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#693' } })
    .jpeg()
    .toBuffer();
  await dialog.locator('input[type=file]').setInputFiles([
    { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    { name: 'shop.jpg', mimeType: 'image/jpeg', buffer: photo },
  ]);
  await dialog.getByText('This is not a JPEG, PNG or WebP picture').waitFor();
  await dialog.getByText('Added, ready for posts').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('link', { name: 'Our shop' }).waitFor();
  // None was generated yet.
  await page.goto(`${stack.api.url}${path}?open=generate`);
  await page
    .getByRole('status')
    .getByText(/The price is not known yet/)
    .waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(await states(eve)).toEqual(['validated']);
});

test('of a great many images only those in sight are drawn', async () => {
  const max = await aPerson(stack.api, 'max');
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  for (let number = 1; number <= 70; number += 1) {
    const form = new FormData();
    form.append('description', `picture ${number}`);
    form.append('image', new Blob([Uint8Array.from(photo)]), 'a.png');
    await max.client.call('POST', '/api/images/upload', { form });
  }
  const { page } = await visitAs(browser, stack.api, max, path, { width: 390 });
  await page.getByRole('link', { name: 'picture 70', exact: true }).waitFor();
  expect(await page.getByRole('listitem').count()).toBeLessThan(30);
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
  await page.getByRole('link', { name: 'picture 1', exact: true }).waitFor();
  await page.getByRole('searchbox').fill('picture 42');
  await page.getByText('1 image', { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('search')).toBe('picture 42');
});
