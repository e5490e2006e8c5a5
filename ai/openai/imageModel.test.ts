import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { createImageModel } from '../createImageModel.ts';
import {
  ModelAnswerLost,
  ModelMisconfigured,
  ModelRateLimited,
  ModelRefused,
  ModelUnavailable,
} from '../errors.ts';
import type { ImageModel, ImageRequest } from '../imageModel.ts';
import {
  answerJson,
  breakOff,
  pixelPng,
  startVendor,
  stayHalfSilent,
  staySilent,
} from '../vendorForTests.ts';

const apiKey = 'sk-a-canary-that-no-message-shows';
const request: ImageRequest = {
  prompt: 'a beach at sunset',
  style: 'realistic',
  width: 1024,
  height: 512,
  quality: 'hd',
};
const never = new AbortController().signal;
const success = {
  created: 1,
  data: [{ b64_json: pixelPng, revised_prompt: 'a beach, warm light' }],
  usage: {
    input_tokens: 20,
    output_tokens: 1000,
    total_tokens: 1020,
    input_tokens_details: { text_tokens: 20, image_tokens: 0 },
  },
};

let vendor: Awaited<ReturnType<typeof startVendor>>;
let model: ImageModel;
beforeAll(async () => {
  vendor = await startVendor();
  model = createImageModel({
    provider: 'openai',
    apiKey,
    baseUrl: `${vendor.url}/v1/`,
    model: 'gpt-image-2',
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => vendor.close());

const failure = async (signal = never): Promise<unknown> =>
  model.generate(request, signal).then(
    () => 'no error',
    (error: unknown) => error,
  );

test('an order becomes one call in OpenAI’s words, and its answer an image with its cost', async () => {
  vendor.answers(answerJson(200, success));
  vendor.received.length = 0;

  const image = await model.generate(request, never);

  expect(image).toEqual({
    bytes: Buffer.from(pixelPng, 'base64'),
    mediaType: 'image/png',
    revisedPrompt: 'a beach, warm light',
    tokens: { input: 20, output: 1000, total: 1020 },
    costUsd: 0.0301,
  });
  expect(vendor.received).toHaveLength(1);
  expect(vendor.received[0]).toMatchObject({
    url: '/v1/images/generations',
    headers: { authorization: `Bearer ${apiKey}` },
    body: {
      model: 'gpt-image-2',
      prompt: expect.stringMatching(/^a beach at sunset\n\nStyle: a realistic photograph/),
      n: 1,
      size: '1536x1024',
      quality: 'high',
    },
  });
});

test('tokens that were not told stay unknown, and so does the cost', async () => {
  vendor.answers(answerJson(200, { data: [{ b64_json: pixelPng }] }));
  await expect(model.generate(request, never)).resolves.toMatchObject({
    revisedPrompt: null,
    tokens: { input: null, output: null, total: null },
    costUsd: null,
  });
});

test.each([
  ['seconds', { 'retry-after': '7' }, 7000],
  ['milliseconds, which win', { 'retry-after': '7', 'retry-after-ms': '1500.2' }, 1501],
  ['nothing', {}, null],
  ['nonsense', { 'retry-after': 'soon' }, null],
  ['a date that has passed', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
])('a 429 that asks for %s is waited out as told', async (_, headers, retryAfterMs) => {
  vendor.answers(answerJson(429, { error: { code: 'rate_limit_exceeded' } }, headers));
  const error = await failure();
  expect(error).toBeInstanceOf(ModelRateLimited);
  expect(error).toMatchObject({ retryAfterMs });
});

test('a 429 that names a date is waited out until then', async () => {
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  vendor.answers(answerJson(429, { error: {} }, { 'retry-after': inAMinute }));
  const { retryAfterMs } = (await failure()) as ModelRateLimited;
  expect(retryAfterMs).toBeGreaterThan(50_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

test.each([
  [400, { code: 'moderation_blocked', type: 'image_generation_user_error' }, ModelRefused],
  [400, { code: 'content_policy_violation' }, ModelRefused],
  [400, { code: 'billing_hard_limit_reached' }, ModelMisconfigured],
  [429, { code: 'insufficient_quota' }, ModelMisconfigured],
  [401, { code: 'invalid_api_key', message: `Incorrect API key provided: ${apiKey}` }, ModelMisconfigured],
  [403, { code: null, type: 'permission_error' }, ModelMisconfigured],
  [404, { code: 'model_not_found' }, ModelMisconfigured],
  [500, { code: null, type: 'server_error' }, ModelUnavailable],
  [503, {}, ModelUnavailable],
])('a %i with %j is told apart, without repeating the vendor’s text', async (status, error, expected) => {
  vendor.answers(answerJson(status, { error }));
  vendor.received.length = 0;
  const thrown = await failure();
  expect(thrown).toBeInstanceOf(expected);
  expect(String((thrown as Error).stack)).not.toContain(apiKey);
  expect((thrown as Error).cause).toBeUndefined();
  expect(vendor.received).toHaveLength(1);
});

test.each([
  ['broken base64', answerJson(200, { data: [{ b64_json: `${pixelPng.slice(0, 40)}!` }] })],
  ['base64 of something else', answerJson(200, { data: [{ b64_json: btoa('hello, world') }] })],
  ['no image', answerJson(200, { data: [] })],
  ['an address in place of the image', answerJson(200, { data: [{ url: 'https://example.org/1.png' }] })],
  ['null', answerJson(200, null)],
  ['a page of HTML', (response: ServerResponse) => void response.end('<html>')],
  ['half an answer', breakOff],
])('%s is an answer that was lost, and may have been paid for', async (_, answer) => {
  vendor.answers(answer);
  await expect(failure()).resolves.toBeInstanceOf(ModelAnswerLost);
});

test('a vendor that is not there is unavailable, and the message says why', async () => {
  const gone = await startVendor();
  await gone.close();
  const unreachable = createImageModel({
    provider: 'openai',
    apiKey,
    baseUrl: gone.url,
    model: 'gpt-image-2',
  });
  await expect(unreachable.generate(request, never)).rejects.toThrow(/ECONNREFUSED/);
  await expect(unreachable.generate(request, never)).rejects.toBeInstanceOf(ModelUnavailable);
});

test.each([
  ['before the answer', staySilent],
  ['in the middle of the answer', stayHalfSilent],
])('an abort %s ends the call with the caller’s own reason', async (_, answer) => {
  vendor.answers(answer);
  const caller = new AbortController();
  const reason = new Error('the image was deleted');
  const asked = vendor.nextRequest();
  const thrown = failure(caller.signal);
  await asked;
  caller.abort(reason);
  await expect(thrown).resolves.toBe(reason);
});

test('after an abort no call is made at all', async () => {
  vendor.received.length = 0;
  await expect(failure(AbortSignal.abort(new Error('too late')))).resolves.toMatchObject({
    message: 'too late',
  });
  expect(vendor.received).toHaveLength(0);
});

test('an answer that stops in the middle is given up after 180 s', async () => {
  const clock = new AbortController();
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
  vendor.answers(stayHalfSilent);
  const asked = vendor.nextRequest();
  const thrown = failure();
  await asked;
  clock.abort();
  await expect(thrown).resolves.toBeInstanceOf(ModelAnswerLost);
  expect(timeout).toHaveBeenCalledWith(180_000);
});
