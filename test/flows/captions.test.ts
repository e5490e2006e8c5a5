import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { aPrompt, settledImage, orderImage } from '../support/images.ts';
import { aPublisher, type Publisher } from '../support/publishing.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let shop: Publisher;
beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  shop = await aPublisher(stack);
});
afterAll(() => stack.close());

const path = '/api/scheduler/captions';
const order = (wish: object, headers = {}) => shop.client.post(path, wish, { headers });

test('a caption is written about an image, short enough for its platforms, with hashtags that are new', async () => {
  const prompt = aPrompt('a comet over Brittany');
  const { id: image } = await orderImage(shop.client, prompt);
  await settledImage(shop.client, image);
  const { status, body } = await order({ image, platforms: ['twitter'], hashtags: '#comet', language: 'en' });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { status: 'written', caption: `✨ ${prompt}`, language: 'en', problem: null },
  });
  expect(body.hashtags).toContain('#brittany');
  expect(body.hashtags).not.toContain('#comet');
  const { pathname } = new URL(body.caption_url);
  expect((await shop.client.get(pathname)).body).toEqual(body);
  const { body: usage } = await shop.client.get('/api/assistant/usage');
  expect(usage.today.tokens_used).toBeGreaterThan(0);
  expect(usage.days).toMatchObject([{ captions: 1, replies: 0 }]);
});

test('a repeat with its key writes nothing anew, and words do without an image', async () => {
  const wish = { prompt: aPrompt('spring sale'), tone: 'funny', hints: 'until Sunday' };
  const headers = { 'idempotency-key': 'caption-1' };
  const first = await order(wish, headers);
  expect(first).toMatchObject({ status: 200, body: { language: 'fr' } });
  expect((await order(wish, headers)).body).toEqual(first.body);
});

test('what the model refuses is told as such, what it does not answer as 503', async () => {
  const refused = aPrompt('forbidden');
  await stack.sandbox.fault({ standIn: 'openai', fault: 'refuse', match: refused });
  const answer = await order({ prompt: refused });
  expect(answer).toMatchObject({ status: 422, body: { code: 'caption_refused_by_policy' } });
  const unpaid = aPrompt('unpaid');
  await stack.sandbox.fault({ standIn: 'openai', fault: 'bad_key', match: unpaid });
  expect(await order({ prompt: unpaid })).toMatchObject({
    status: 503,
    body: { code: 'caption_provider_rejected_key' },
  });
});

test('while nobody can write it the answer says where to look, and there it is later', async () => {
  await stack.worker.stop();
  const prompt = aPrompt('patience');
  const { status, body } = await order({ prompt });
  expect({ status, body }).toMatchObject({ status: 202, body: { status: 'pending', caption: null } });
  await stack.worker.start();
  const { pathname } = new URL(body.caption_url);
  await eventually(async () => {
    expect((await shop.client.get(pathname)).body).toMatchObject({ caption: `✨ ${prompt}` });
  }, 30_000);
}, 90_000);

test('nobody is asked about nothing, about what another project has, or past the tokens of the day', async () => {
  expect((await order({})).body.details).toHaveProperty('image');
  expect((await order({ prompt: 'a', platforms: ['myspace'] })).body.details).toHaveProperty('platforms');
  const stranger = await aPublisher(stack, 'stranger');
  const { id: image } = await orderImage(stranger.client);
  expect((await order({ image })).body.details).toHaveProperty('image');
  const { body: theirs } = await stranger.client.post(path, { prompt: aPrompt() });
  expect((await shop.client.get(`${path}/${theirs.id}`)).status).toBe(404);

  await shop.client.put('/api/assistant/settings', { tokens_a_day: 0 });
  expect(await order({ prompt: 'a' })).toMatchObject({ status: 409, body: { code: 'tokens_used_up' } });
  const kept = await rows(`select 1 as kept from assistant_calls where decision = 'pending'`);
  expect(kept).toEqual([]);
});
