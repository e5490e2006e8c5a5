import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

const apiKey = 'AIza-a-canary-that-no-message-shows';
const request: ImageRequest = {
  prompt: 'a beach at sunset',
  style: 'anime',
  width: 512,
  height: 1024,
  quality: 'standard',
};
const never = new AbortController().signal;
const imagePart = { inlineData: { mimeType: 'image/png', data: pixelPng } };
const draftPart = { thought: true, inlineData: { mimeType: 'image/png', data: btoa('a draft') } };

/** An error as Google's APIs answer it. */
const googleError = (code: number, status: string, ...details: object[]) =>
  answerJson(code, { error: { code, status, message: `Refused the key ${apiKey}`, details } });
const errorInfo = (reason: string) => ({ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason });
const retryInfo = (retryDelay: string) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});

let vendor: Awaited<ReturnType<typeof startVendor>>;
let model: ImageModel;
beforeAll(async () => {
  vendor = await startVendor();
  model = createImageModel({
    provider: 'gemini',
    apiKey,
    baseUrl: vendor.url,
    model: 'gemini-3.1-flash-image',
  });
});
afterAll(() => vendor.close());

const failure = async (signal = never): Promise<unknown> =>
  model.generate(request, signal).then(
    () => 'no error',
    (error: unknown) => error,
  );

test('an order becomes one call in Gemini’s words, and its answer an image with its cost', async () => {
  vendor.answers(
    answerJson(200, {
      candidates: [
        { finishReason: 'STOP', content: { parts: [{ text: 'Here it is.' }, draftPart, imagePart] } },
      ],
      usageMetadata: {
        promptTokenCount: 20,
        candidatesTokenCount: 1130,
        thoughtsTokenCount: 100,
        totalTokenCount: 1250,
        candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
      },
    }),
  );
  vendor.received.length = 0;

  const image = await model.generate(request, never);

  expect(image).toEqual({
    bytes: Buffer.from(pixelPng, 'base64'),
    mediaType: 'image/png',
    revisedPrompt: null,
    tokens: { input: 20, output: 1230, total: 1250 },
    // 20 × $0.50 + 110 × $3 + 1,120 × $60, a million
    costUsd: 0.06754,
  });
  expect(vendor.received).toHaveLength(1);
  expect(vendor.received[0]).toMatchObject({
    url: '/v1beta/models/gemini-3.1-flash-image:generateContent',
    headers: { 'x-goog-api-key': apiKey },
    body: {
      contents: [
        { parts: [{ text: expect.stringMatching(/^a beach at sunset\n\nStyle: an anime illustration/) }] },
      ],
      generationConfig: {
        responseModalities: ['TEXT', 'IMAGE'],
        imageConfig: { aspectRatio: '9:16', imageSize: '1K' },
      },
    },
  });
});

test('tokens that were not told stay unknown, and so does the cost', async () => {
  vendor.answers(answerJson(200, { candidates: [{ content: { parts: [imagePart] } }] }));
  await expect(model.generate(request, never)).resolves.toMatchObject({
    tokens: { input: null, output: null, total: null },
    costUsd: null,
  });
});

test.each([
  ['a blocked prompt', { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }],
  ['an image held back', { candidates: [{ finishReason: 'IMAGE_SAFETY' }] }],
  ['a held-back answer', { candidates: [{ finishReason: 'SAFETY', content: {} }] }],
  ['forbidden content', { candidates: [{ finishReason: 'PROHIBITED_CONTENT' }] }],
  ['a recitation', { candidates: [{ finishReason: 'RECITATION', content: { parts: [{ text: 'no' }] } }] }],
])('%s is a refusal', async (_, answer) => {
  vendor.answers(answerJson(200, answer));
  await expect(failure()).resolves.toBeInstanceOf(ModelRefused);
});

test.each([
  ['words alone', answerJson(200, { candidates: [{ content: { parts: [{ text: 'A nice idea!' }] } }] })],
  ['an image forgotten', answerJson(200, { candidates: [{ finishReason: 'NO_IMAGE' }] })],
  ['nothing', answerJson(200, {})],
  [
    'broken base64',
    answerJson(200, { candidates: [{ content: { parts: [{ inlineData: { data: '!' } }] } }] }),
  ],
  ['half an answer', breakOff],
])('%s is an answer that was lost, and may have been paid for', async (_, answer) => {
  vendor.answers(answer);
  await expect(failure()).resolves.toBeInstanceOf(ModelAnswerLost);
});

test.each([
  ['an error that is not JSON', answerJson(502, 'Bad Gateway')],
  ['an overload', googleError(503, 'UNAVAILABLE')],
  ['a failure', googleError(500, 'INTERNAL')],
])('%s is an answer to ask for again', async (_, answer) => {
  vendor.answers(answer);
  await expect(failure()).resolves.toBeInstanceOf(ModelUnavailable);
});

test('a 429 is waited out for as long as its RetryInfo says', async () => {
  vendor.answers(
    googleError(429, 'RESOURCE_EXHAUSTED', errorInfo('RATE_LIMIT_EXCEEDED'), retryInfo('34.07s')),
  );
  const error = await failure();
  expect(error).toBeInstanceOf(ModelRateLimited);
  expect(error).toMatchObject({ retryAfterMs: 34_070 });
});

test('a 429 without RetryInfo says that it did not say', async () => {
  vendor.answers(googleError(429, 'RESOURCE_EXHAUSTED'));
  const error = await failure();
  expect(error).toBeInstanceOf(ModelRateLimited);
  expect(error).toMatchObject({ retryAfterMs: null });
});

test.each([
  ['a wrong key', googleError(400, 'INVALID_ARGUMENT', errorInfo('API_KEY_INVALID'))],
  ['an unpaid account', googleError(400, 'FAILED_PRECONDITION')],
  ['no key', googleError(401, 'UNAUTHENTICATED')],
  ['no permission', googleError(403, 'PERMISSION_DENIED')],
  ['an unknown model', googleError(404, 'NOT_FOUND')],
])('%s is for the operator, and the message repeats nothing of the vendor’s text', async (_, answer) => {
  vendor.answers(answer);
  const thrown = await failure();
  expect(thrown).toBeInstanceOf(ModelMisconfigured);
  expect(String((thrown as Error).stack)).not.toContain(apiKey);
  expect((thrown as Error).cause).toBeUndefined();
});

test('a vendor that is not there is unavailable, and the message says why', async () => {
  const gone = await startVendor();
  await gone.close();
  const unreachable = createImageModel({ provider: 'gemini', apiKey, baseUrl: gone.url, model: 'gemini' });
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
