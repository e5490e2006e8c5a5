import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { ChatModel } from '../../ai/chatModel.ts';
import { ModelAnswerLost } from '../../ai/errors.ts';
import { askModels, type Asked } from './askModels.ts';

const model = (provider: ChatModel['provider'], ask: ChatModel['ask']): ChatModel => ({
  provider,
  model: 'gpt-5-mini',
  ask,
});
const cutOff = model('openai', async ({ spend }) => {
  spend?.({ input: 1_000, output: 4_000 });
  throw new ModelAnswerLost('the answer was cut off');
});
const answering = model('gemini', async ({ spend }) => {
  const tokens = { input: 1_000, output: 100 };
  spend?.(tokens);
  return { value: { text: 'Yes.' }, tokens };
});

/** As within an activity, which may log. */
const ask = (models: ChatModel[]): Promise<Asked> =>
  new MockActivityEnvironment().run(() =>
    askModels(models, { instructions: '', message: '' }, { tools: [] }, new AbortController().signal),
  );

test('what was paid to a model that gave no answer counts, whether another one answers or none', async () => {
  const [one, both] = [await ask([answering]), await ask([cutOff, answering])];
  expect(both).toMatchObject({ answer: { provider: 'gemini' }, inputTokens: 2_000, outputTokens: 4_100 });
  expect(both.costUsd).toBeGreaterThan(one.costUsd ?? Infinity);
  expect(await ask([cutOff])).toMatchObject({ answer: null, inputTokens: 1_000, outputTokens: 4_000 });
});
