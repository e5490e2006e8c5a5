import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { keepReplyCall, type CallOutcome } from '../../commands/assistant/keepCall.ts';
import { handOver } from '../../commands/inbox/turns/handOver.ts';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { aWithheldReply } from '../support/assistant.ts';
import { browserPatienceMs, startBrowser } from '../support/browser.ts';
import { aMessage, anInbox } from '../support/conversations.ts';
import { barriers, startDashboard, visitAs, type Look } from '../support/dashboard.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson } from '../support/people.ts';
import type { TestApi } from '../support/testApi.ts';
import { anAnswer } from '../support/widgets.ts';

let api: TestApi;
let browser: Browser;
beforeAll(async () => {
  api = await startDashboard();
  browser = await startBrowser();
}, browserPatienceMs);
afterAll(async () => {
  await browser.close();
  await api.close();
});

const path = '/dashboard/inbox';
const hours = (count: number) => new Date(Date.now() - count * 60 * 60_000);
const contactId = '33612345678';

/** A shop to which Camille has written on WhatsApp, and its inbox in a browser. */
async function aShop(text: string, look: Look & { at?: Date; mode?: string } = {}) {
  const { at = new Date(), mode = 'automatic', ...rest } = look;
  const ada = await aPerson(api, 'ada');
  const [{ id: project }] = (await ada.client.get('/api/v1/projects')).body;
  await ada.client.put('/api/assistant/settings', { mode });
  const source = await anInbox(api, project, 'whatsapp');
  const write = (text: string, at = new Date()) =>
    aMessage(source, { contactId, contactName: 'Camille', text, at });
  const conversation = await write(text, at);
  return { ada, conversation, write, ...(await visitAs(browser, api, ada, path, rest)) };
}

/** A script that pastes a file where one writes: tests know no document. */
const pasting = (name: string, type: string, bytes: Buffer) => `{
  const clipboardData = new DataTransfer();
  const file = new File([new Uint8Array([${[...bytes].join()}])], '${name}', { type: '${type}' });
  clipboardData.items.add(file);
  const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true });
  document.querySelector('[data-inbox=reply]').dispatchEvent(paste);
}`;

test('what customers write comes by itself; who types takes over from the assistant, and what they send stands there', async () => {
  const { page, complaints, write } = await aShop('Is <img src=x onerror=alert(1)> in stock?');
  await page.getByRole('link', { name: /Camille/ }).click();
  const thread = page.getByRole('region', { name: 'What was written' });
  await thread.getByText('<img src=x onerror=alert(1)>').waitFor();
  await page.getByText('The assistant answers', { exact: true }).waitFor();
  await page.getByText(/left to answer freely/).waitFor();
  expect(await barriers(page)).toEqual([]);

  await write('Hello?');
  await thread.getByText('Hello?').waitFor();

  await page.keyboard.press('Alt+r');
  await page.keyboard.type('Yes, it is.');
  await page.getByText('A person answers', { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await thread.getByText('Yes, it is.').first().waitFor();
  await thread
    .getByText(/On its way/)
    .first()
    .waitFor();
  expect(await page.getByRole('textbox', { name: 'Reply to Camille' }).inputValue()).toBe('');

  await page.getByRole('textbox', { name: 'Note' }).fill('Asked twice.');
  await page.getByRole('button', { name: 'Add the note' }).click();
  await page.getByRole('paragraph').filter({ hasText: 'Asked twice.' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

describe('what the assistant suggests', () => {
  test('is sent as it is, or edited first', async () => {
    const { page, conversation, write } = await aShop('When are you open?', { mode: 'suggest' });
    await page.getByRole('link', { name: /Camille/ }).click();
    const data = { answersSequence: 1 };
    await anAnswer(conversation, 'From nine to six.', { author: 'ai', state: 'suggested', data });
    const suggestion = page.getByRole('region', { name: 'The assistant suggests' });
    await suggestion.getByText('From nine to six.').waitFor();
    expect(await suggestion.getByText('For an earlier message').count()).toBe(0);
    await write('Do you repair bicycles?');
    await suggestion.getByText('For an earlier message: “When are you open?”').waitFor();
    expect(await barriers(page)).toEqual([]);
    await suggestion.getByRole('button', { name: 'Edit first' }).click();
    const box = page.getByRole('textbox', { name: 'Reply to Camille' });
    expect(await box.inputValue()).toBe('From nine to six.');
    await box.fill('');
    await suggestion.getByRole('button', { name: 'Send it' }).click();
    const thread = page.getByRole('region', { name: 'What was written' });
    await thread.getByText('From nine to six.').first().waitFor();
    await suggestion.waitFor({ state: 'detached' });
  });
});

test('a picture is attached by pasting, is shown before it goes, and stands in the thread; a program is not taken', async () => {
  const { page, complaints } = await aShop('What does it look like?');
  await page.getByRole('link', { name: /Camille/ }).click();
  const box = page.getByRole('textbox', { name: 'Reply to Camille' });
  await box.waitFor();
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();
  await page.evaluate(pasting('front.png', 'image/png', picture));
  const attached = page.getByRole('status', { name: 'Attached' });
  await attached.getByText('front.png').waitFor();
  await attached.getByRole('button', { name: 'Take front.png away' }).waitFor();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await attached.getByText(/takes pictures/).waitFor();
  expect(await barriers(page)).toEqual([]);
  await attached.getByRole('button', { name: 'Take a.exe away' }).click();
  await box.fill('Like this.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const thread = page.getByRole('region', { name: 'What was written' });
  await thread.getByText('Like this.').first().waitFor();
  await thread.getByRole('img', { name: 'front.png' }).waitFor();
  await attached.getByText('front.png').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a reply whose answer was lost is sent once when it is tried again, and as another one when it says more', async () => {
  const { page, ada, conversation } = await aShop('Are you open?');
  await page.getByRole('link', { name: /Camille/ }).click();
  const box = page.getByRole('textbox', { name: 'Reply to Camille' });
  const losesAnswer = () =>
    page.route(
      '**/messages',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
  const send = () => page.getByRole('button', { name: 'Send', exact: true }).click();
  const expectBox = (text: string) => eventually(async () => expect(await box.inputValue()).toBe(text));
  for (const [tried, sent] of [
    ['At noon.', 'At noon.'],
    ['At one.', 'At one, or at two.'],
  ]) {
    await box.fill(tried ?? '');
    await losesAnswer();
    await send();
    await page.getByRole('alert').waitFor();
    await expectBox(tried ?? '');
    await box.fill(sent ?? '');
    await send();
    await expectBox('');
  }
  const said = async () =>
    (await ada.client.get(`/api/conversations/${conversation}/messages`)).body.messages.map(
      ({ content }: Json) => content,
    );
  await eventually(async () =>
    expect(await said()).toEqual(['Are you open?', 'At noon.', 'At one.', 'At one, or at two.']),
  );
});

test('two people who type at one answer see each other, and who was faster, before they send', async () => {
  const { page, ada, conversation } = await aShop('Anybody?');
  const grace = await aPerson(api, 'grace');
  const [{ id: project }] = (await ada.client.get('/api/v1/projects')).body;
  await rows(
    `insert into memberships (project_id, user_id, role)
     select $1, id, 'editor' from users where number = $2 returning 1 as joined`,
    [project, grace.id],
  );
  await page.getByRole('link', { name: /Camille/ }).click();
  const box = page.getByRole('textbox', { name: 'Reply to Camille' });
  const path = `/api/conversations/${conversation}`;
  // The API names whoever typed last.
  const isTold = page.waitForResponse(`**${path}/typing`);
  await box.fill('One moment');
  await isTold;
  const theirs = grace.client.with({ 'x-project-id': project });
  await theirs.post(`${path}/typing`);
  const notices = page.getByRole('status').filter({ hasText: 'is writing here, too' });
  await notices.getByText(grace.username).waitFor();
  expect(await barriers(page)).toEqual([]);
  // Whoever types last is the one that the API names; they still see each other.
  await box.pressSequentially(', please', { delay: 20 });
  await theirs.post(`${path}/messages`, { content: 'Yes, here.' });
  await page.getByText(/has answered since you began to write/).waitFor();
  await notices.getByText(/is writing here, too/).waitFor();
});

test('where a person was called, “why” tells what the assistant wrote, and what was wrong with it', async () => {
  const { page, ada, conversation, complaints } = await aShop('What is delivery?');
  const notice = await aWithheldReply(conversation, 'Delivery is <b>77</b> €.');
  const { messages } = (await ada.client.get(`/api/conversations/${conversation}/messages`)).body;
  expect(messages.map(({ id, is_explained: is }: Json) => [id === notice, is])).toEqual([
    [false, false],
    [true, true],
  ]);
  await page.getByRole('link', { name: /Camille/ }).click();
  await page.getByRole('button', { name: 'Why', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Why the assistant called a person' });
  await dialog.getByText('Its reply had a number that stands in no source.').waitFor();
  await dialog.getByText('Delivery is <b>77</b> €.').waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('who waits for suggestions is told that none comes', async () => {
  const { page, ada, conversation, write } = await aShop('When are you open?', { mode: 'suggest' });
  const [{ id: projectId }] = (await ada.client.get('/api/v1/projects')).body;
  await page.getByRole('link', { name: /Camille/ }).click();
  await page.getByRole('textbox', { name: 'Reply to Camille' }).waitFor();
  const finds = (sequence: string, verdict: Pick<CallOutcome, 'decision' | 'reason'>) =>
    keepReplyCall({
      ...{ projectId, conversationId: conversation, sequence, inputs: null, provider: null, model: null },
      ...{ ...verdict, tools: [], sources: [], answer: null },
      ...{ inputTokens: 0, outputTokens: 0, costUsd: null, durationMs: null },
    });
  await finds('1', { decision: 'hand_over', reason: 'budget_spent' });
  await page.getByText(/used up what it may use today/).waitFor();
  await write('Do you repair bicycles?');
  await finds('2', { decision: 'hand_over', reason: 'not_known' });
  const notice = page.getByRole('status').filter({ hasText: 'has no answer to the last message' });
  await notice.getByText(/found nothing about it/).waitFor();
  await notice.getByRole('link', { name: 'Mend what the assistant knows' }).waitFor();
  expect(await page.getByRole('button', { name: 'Send it' }).count()).toBe(0);
  await handOver(conversation, 'not_known');
  const waiting = page.getByRole('status').filter({ hasText: 'Waits for a person' });
  await waiting.getByText(/found nothing about it/).waitFor();
  await waiting.getByRole('link', { name: 'Mend what the assistant knows' }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

test('after a day nothing but a template goes out', async () => {
  const { page } = await aShop('Anybody there?', { at: hours(25) });
  await page.getByRole('link', { name: /Camille/ }).click();
  await page.getByText('The time to answer freely is over').waitFor();
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('come_back');
  await page.getByRole('textbox', { name: 'What fills its places' }).fill('Camille');
  await page.getByRole('button', { name: 'Send the template' }).click();
  await page
    .getByRole('region', { name: 'What was written' })
    .getByText('Template come_back (en): Camille')
    .waitFor();
  // Nothing of it is left that a click would send once more: after the second one neither.
  const name = page.getByRole('textbox', { name: 'Name of the template' });
  await eventually(async () => expect(await name.inputValue()).toBe(''));
  await name.fill('come_again');
  await page.getByRole('button', { name: 'Send the template' }).click();
  await page.getByText('Template come_again (en)').waitFor();
  await eventually(async () => expect(await name.inputValue()).toBe(''));
});

test('whom one opens stays in the list of the unread until one opens another; Ctrl-K finds them by what they wrote', async () => {
  const { page, write } = await aShop('Is the vase still there?');
  await page.getByText('Unread', { exact: true }).click();
  await page.getByRole('link', { name: /Camille/ }).click();
  await page
    .getByRole('link', { name: /Camille/ })
    .and(page.locator('[aria-current]'))
    .waitFor();
  await page.getByText('1 unread message').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /Camille/ }).waitFor();
  await write('And the cup?');
  const box = page.getByRole('textbox', { name: 'Reply to Camille' });
  await box.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go to…' });
  await palette.locator('input:focus').pressSequentially('vase');
  await palette.getByRole('button', { name: 'Camille' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/state=all/);
});

test('on a phone one sees one pane at a time', async () => {
  const { page } = await aShop('Hello', { width: 390 });
  await page.getByRole('link', { name: /Camille/ }).click();
  await page.getByRole('button', { name: 'About the customer' }).click();
  await page.getByLabel('Assigned to').waitFor();
  await page.getByRole('button', { name: 'Back to the messages' }).click();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the conversations' }).click();
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
});

test('the assistant is told what it knows, and a chat gives its line for the site', async () => {
  const ada = await aPerson(api, 'ada');
  const { page, complaints } = await visitAs(browser, api, ada, '/dashboard/inbox-settings');
  await page.getByRole('radio', { name: 'The assistant' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('radio', { name: 'People, with suggestions' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The settings are saved.').waitFor();

  await page.getByRole('tab', { name: 'Knowledge' }).click();
  await page.getByRole('button', { name: 'Add knowledge' }).click();
  await page.getByLabel('The question, as customers ask it').fill('When are you open?');
  await page.getByLabel('The answer').fill('From nine to six.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('From nine to six.').waitFor();

  await page.getByRole('tab', { name: 'Chat on your site' }).click();
  await page.getByRole('button', { name: 'New chat' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Counter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keep writing' }).click();
  await page.getByPlaceholder('https://shop.example').fill('https://shop.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('/api/web-widget/static/widget.js').waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
