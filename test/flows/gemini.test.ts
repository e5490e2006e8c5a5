import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPrompt, orderImage, settledImage } from '../support/images.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let ada: TestPerson;
beforeAll(async () => {
  stack = await startTestStack({ IMAGE_PROVIDER: 'gemini' });
  ada = await aPerson(stack.api, 'ada');
});
afterAll(() => stack.close());

async function makeImage(prompt: string) {
  const { id } = await orderImage(ada.client, prompt);
  return settledImage(ada.client, id);
}

test('IMAGE_PROVIDER=gemini has images made by Gemini, and says so with what they cost', async () => {
  const prompt = aPrompt();
  const image = await makeImage(prompt);
  expect(image).toMatchObject({
    status: 'generated',
    failure: null,
    metadata: {
      provider: 'gemini',
      model: 'gemini-3.1-flash-image',
      size: '1024x1024',
      tokens: { output: expect.any(Number) },
    },
  });
  // 1,120 tokens of image at 60 dollars a million, and a few of text.
  expect(image.metadata.cost_usd).toBeCloseTo(0.0672, 3);
  expect(await stack.sandbox.calls(prompt)).toMatchObject([{ standIn: 'gemini', worked: true }]);
  const { body: figures } = await ada.client.get('/api/images/statistics');
  expect(figures.cost_usd.total).toBe(image.metadata.cost_usd);
});

test('what Gemini blocks fails at once, with a reason in words', async () => {
  const prompt = aPrompt();
  await stack.sandbox.fault({ standIn: 'gemini', fault: 'refuse', match: prompt });
  expect(await makeImage(prompt)).toMatchObject({
    status: 'failed',
    failure: { code: 'refused_by_policy', message: expect.stringMatching(/^Les règles du fournisseur/) },
  });
  expect(await stack.sandbox.calls(prompt)).toHaveLength(1);
});

test('a rate limit is waited out as long as Gemini says, then the image is made', async () => {
  const prompt = aPrompt();
  await stack.sandbox.fault({ standIn: 'gemini', fault: 'rate_limited', match: prompt });
  expect(await makeImage(prompt)).toMatchObject({ status: 'generated' });
  const calls = await stack.sandbox.calls(prompt);
  expect(calls).toMatchObject([
    { outcome: 'refused', worked: false },
    { outcome: 'answered', worked: true },
  ]);
  // The stand-in asks for two seconds.
  expect(Date.parse(calls[1].at) - Date.parse(calls[0].at)).toBeGreaterThanOrEqual(2_000);
});

test('an answer of Gemini that is lost is asked for again twice, and no more', async () => {
  const prompt = aPrompt();
  await stack.sandbox.fault({ standIn: 'gemini', fault: 'drop_after_work', times: 9, match: prompt });
  expect(await makeImage(prompt)).toMatchObject({
    status: 'failed',
    failure: { code: 'provider_unavailable' },
  });
  expect(await stack.sandbox.calls(prompt)).toHaveLength(3);
});
