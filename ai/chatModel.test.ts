import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChatModel, ChatRequest } from './chatModel.ts';
import { createChatModel } from './createChatModel.ts';
import { ModelAnswerLost, ModelMisconfigured, ModelRateLimited, ModelRefused } from './errors.ts';
import { answerJson, breakOff, startVendor, staySilent } from './vendorForTests.ts';

const apiKey = 'a-canary-that-no-message-shows';
const request: ChatRequest = {
  instructions: 'Write a caption.',
  message: 'a beach at sunset',
  schema: { name: 'caption', properties: { caption: { type: 'string', description: 'the caption' } } },
  maximumTokens: 500,
};
const never = new AbortController().signal;

let vendor: Awaited<ReturnType<typeof startVendor>>;
const models = {} as Record<ChatModel['provider'], ChatModel>;
beforeAll(async () => {
  vendor = await startVendor();
  for (const provider of ['openai', 'gemini'] as const)
    models[provider] = createChatModel({
      provider,
      apiKey,
      baseUrl: `${vendor.url}/`,
      model: `${provider}-1`,
    });
});
afterAll(() => vendor.close());

/** An answer that says `text`, in the words of each vendor. */
const saying = {
  openai: (content: string | null, more: object = {}, finish_reason = 'stop') => ({
    choices: [{ index: 0, finish_reason, message: { role: 'assistant', content, refusal: null, ...more } }],
    usage: { prompt_tokens: 12, completion_tokens: 5 },
  }),
  gemini: (text: string, finishReason = 'STOP') => ({
    candidates: [{ finishReason, content: { parts: [{ text: 'hm', thought: true }, { text }] } }],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 5 },
  }),
};
const failure = (provider: ChatModel['provider'], signal = never): Promise<unknown> =>
  models[provider].ask(request, signal).then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('a question becomes one call for a JSON object', () => {
  const answer = { value: { caption: 'Look!' }, tokens: { input: 12, output: 5 } };

  test('in OpenAI’s words', async () => {
    vendor.received.length = 0;
    vendor.answers(answerJson(200, saying.openai('{"caption":"Look!"}')));
    await expect(models.openai.ask(request, never)).resolves.toEqual(answer);
    expect(vendor.received).toHaveLength(1);
    expect(vendor.received[0]).toMatchObject({
      url: '/chat/completions',
      headers: { authorization: `Bearer ${apiKey}` },
      body: {
        model: 'openai-1',
        messages: [
          { role: 'system', content: 'Write a caption.' },
          { role: 'user', content: 'a beach at sunset' },
        ],
        max_completion_tokens: 500,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'caption', strict: true, schema: { required: ['caption'] } },
        },
      },
    });
  });

  test('in Gemini’s words, whose thoughts are left out', async () => {
    vendor.received.length = 0;
    vendor.answers(answerJson(200, saying.gemini('{"caption":"Look!"}')));
    await expect(models.gemini.ask(request, never)).resolves.toEqual(answer);
    expect(vendor.received[0]).toMatchObject({
      url: '/v1beta/models/gemini-1:generateContent',
      headers: { 'x-goog-api-key': apiKey },
      body: {
        systemInstruction: { parts: [{ text: 'Write a caption.' }] },
        contents: [{ parts: [{ text: 'a beach at sunset' }] }],
        generationConfig: { responseMimeType: 'application/json', maxOutputTokens: 500 },
      },
    });
  });
});

test.each([
  ['openai', 'a refusal', saying.openai(null, { refusal: 'I cannot help with that.' })],
  ['openai', 'a filtered answer', saying.openai('', {}, 'content_filter')],
  ['gemini', 'a blocked message', { promptFeedback: { blockReason: 'SAFETY' } }],
  ['gemini', 'a held-back answer', { candidates: [{ finishReason: 'PROHIBITED_CONTENT' }] }],
] as const)('of %s, %s is a refusal', async (provider, _, body) => {
  vendor.answers(answerJson(200, body));
  await expect(failure(provider)).resolves.toBeInstanceOf(ModelRefused);
});

test.each([
  ['openai', 'an answer that was cut off', answerJson(200, saying.openai('{"caption":"Lo', {}, 'length'))],
  ['openai', 'words that are no JSON', answerJson(200, saying.openai('Look!'))],
  ['openai', 'nothing', answerJson(200, {})],
  ['openai', 'half an answer', breakOff],
  ['gemini', 'an answer that was cut off', answerJson(200, saying.gemini('{"caption":"Lo', 'MAX_TOKENS'))],
  ['gemini', 'words that are no JSON', answerJson(200, saying.gemini('Look!'))],
  ['gemini', 'nothing', answerJson(200, {})],
] as const)('of %s, %s is an answer that was lost', async (provider, _, answer) => {
  vendor.answers(answer);
  await expect(failure(provider)).resolves.toBeInstanceOf(ModelAnswerLost);
});

test('what a status means is the same as for images', async () => {
  vendor.answers(answerJson(401, { error: { code: 'invalid_api_key', message: `not ${apiKey}` } }));
  const wrongKey = await failure('openai');
  expect(wrongKey).toBeInstanceOf(ModelMisconfigured);
  expect(String((wrongKey as Error).stack)).not.toContain(apiKey);
  vendor.answers(answerJson(429, { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '3' }));
  await expect(failure('openai')).resolves.toMatchObject({ retryAfterMs: 3_000 });
  vendor.answers(answerJson(429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: '' } }));
  await expect(failure('gemini')).resolves.toBeInstanceOf(ModelRateLimited);
});

test.each(['openai', 'gemini'] as const)(
  'an abort ends a call of %s with the caller’s own reason',
  async (provider) => {
    vendor.answers(staySilent);
    const caller = new AbortController();
    const reason = new Error('the plan was deleted');
    const asked = vendor.nextRequest();
    const thrown = failure(provider, caller.signal);
    await asked;
    caller.abort(reason);
    await expect(thrown).resolves.toBe(reason);
  },
);
