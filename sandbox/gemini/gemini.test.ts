import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  GoogleGenerativeAI,
  type GoogleGenerativeAIFetchError,
  type GenerationConfig,
} from '@google/generative-ai';
import sharp from 'sharp';
import { startTestSandbox, type TestSandbox } from '../../test/support/testSandbox.ts';
import { unlikeness } from '../drawing/unlikeness.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

interface Order {
  prompt?: string;
  model?: string;
  apiKey?: string;
  /** Of the generationConfig. */
  config?: object;
}

async function generate({
  prompt = 'a beach at sunset',
  model = 'gemini-3.1-flash-image',
  apiKey = 'AIza-test',
  config = { imageConfig: { imageSize: '512' } },
}: Order = {}) {
  const client = new GoogleGenerativeAI(apiKey).getGenerativeModel(
    { model },
    { baseUrl: `${sandbox.url}/gemini` },
  );
  const generationConfig = config as GenerationConfig;
  const contents = [{ role: 'user', parts: [{ text: prompt }] }];
  return (await client.generateContent({ contents, generationConfig })).response;
}

async function pictureOf(order?: Order): Promise<Buffer> {
  const { candidates } = await generate(order);
  const inline = candidates?.[0]?.content.parts.find((part) => part.inlineData)?.inlineData;
  expect(inline?.mimeType).toBe('image/png');
  return Buffer.from(inline?.data ?? '', 'base64');
}

const failure = (order: Order): Promise<GoogleGenerativeAIFetchError> =>
  generate(order).then(
    () => {
      throw new Error('it was accepted');
    },
    (error: unknown) => error as GoogleGenerativeAIFetchError,
  );

describe('an accepted order', () => {
  test.each([
    [{}, 1024, 1024],
    [{ aspectRatio: '16:9' }, 1376, 768],
    [{ aspectRatio: '9:16', imageSize: '1K' }, 768, 1376],
    [{ aspectRatio: '21:9', imageSize: '512' }, 792, 336],
    [{ aspectRatio: '1:1', imageSize: '2K' }, 2048, 2048],
  ])('with %j gives a PNG of %d x %d pixels', async (imageConfig, width, height) => {
    const picture = await pictureOf({ config: { imageConfig } });
    await expect(sharp(picture).metadata()).resolves.toMatchObject({ format: 'png', width, height });
  });

  test.each([
    ['gemini-3.1-flash-image', '512', 747],
    ['gemini-3.1-flash-image', '1K', 1120],
    ['gemini-3.1-flash-image', '2K', 1680],
    ['gemini-3-pro-image', '2K', 1120],
  ])('of %s at %s costs %d image tokens', async (model, imageSize, tokens) => {
    const { usageMetadata, candidates } = await generate({ model, config: { imageConfig: { imageSize } } });
    expect(candidates?.[0]).toMatchObject({ finishReason: 'STOP' });
    expect(usageMetadata).toMatchObject({
      promptTokenCount: 5,
      candidatesTokenCount: tokens + 6,
      totalTokenCount: tokens + 11,
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: tokens }],
    });
  });

  test('for an image alone comes without words', async () => {
    const config = { responseModalities: ['IMAGE'], imageConfig: { imageSize: '512' } };
    const { candidates } = await generate({ config });
    expect(candidates?.[0]?.content.parts).toEqual([{ inlineData: expect.anything() }]);
  });
});

test('the same prompt twice gives like pictures, another prompt a very different one', async () => {
  const [first, second, other] = [
    await pictureOf(),
    await pictureOf(),
    await pictureOf({ prompt: 'a city at night' }),
  ];
  const alike = await unlikeness(first, second);
  expect(alike).toBeGreaterThan(0);
  expect(await unlikeness(first, other)).toBeGreaterThan(4 * alike);
});

describe('a refused order', () => {
  test.each<[object, RegExp]>([
    [{ imageConfig: { aspectRatio: '7:3' } }, /aspect_ratio must be one of '1:1', .* or '21:9'/],
    [{ imageConfig: { imageSize: '8K' } }, /image_size must be one of/],
    [{ imageConfig: { quality: 'high' } }, /Unknown name "quality" at 'generation_config.image_config'/],
    [{ style: 'vivid' }, /Unknown name "style" at 'generation_config': Cannot find field/],
    [{ responseModalities: ['VIDEO'] }, /Invalid value at 'generation_config.response_modalities\[0\]'/],
  ])('with %j is an invalid argument', async (config, message) => {
    const error = await failure({ config });
    expect(error.status).toBe(400);
    expect(error.message).toMatch(message);
  });

  test('for a model that does not exist names none, and one that only writes takes no imageConfig', async () => {
    expect(await failure({ model: 'imagen-9' })).toMatchObject({
      status: 404,
      message: expect.stringContaining('models/imagen-9 is not found for API version v1beta'),
    });
    expect(await failure({ model: 'gemini-3-pro' })).toMatchObject({ status: 400 });
  });

  test('beyond what the pro model makes is refused by it alone', async () => {
    const config = { imageConfig: { aspectRatio: '8:1', imageSize: '512' } };
    expect(await failure({ model: 'gemini-3-pro-image', config })).toMatchObject({ status: 400 });
    await expect(pictureOf({ config })).resolves.toBeDefined();
  });

  test('with a wrong key says so in the details', async () => {
    expect(await failure({ apiKey: 'wrong-key' })).toMatchObject({
      status: 400,
      errorDetails: [expect.objectContaining({ reason: 'API_KEY_INVALID' })],
    });
  });

  const post = (body: string, headers: Record<string, string> = { 'x-goog-api-key': 'AIza-test' }) =>
    fetch(`${sandbox.url}/gemini/v1beta/models/gemini-3.1-flash-image:generateContent`, {
      method: 'POST',
      headers,
      body,
    });

  test('without a key is forbidden', async () => {
    const response = await post('{}', {});
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 403, status: 'PERMISSION_DENIED' } });
  });

  test.each(['{"contents":', '', '{}', '{"contents":[]}', '{"contents":[{"parts":[{"txt":"x"}]}]}'])(
    'whose body is %j is an invalid argument',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.any(String) },
      });
    },
  );
});
