import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import OpenAI, { type APIError } from 'openai';
import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import sharp from 'sharp';
import { startTestSandbox, type TestSandbox } from '../../test/support/testSandbox.ts';
import { unlikeness } from '../drawing/unlikeness.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const clientWith = (apiKey: string) =>
  new OpenAI({ apiKey, baseURL: `${sandbox.url}/openai/v1`, maxRetries: 0 });

/** A small order: the size with the fewest pixels. */
const order = (more: object = {}): ImageGenerateParamsNonStreaming => ({
  model: 'gpt-image-2',
  prompt: 'a beach at sunset',
  size: '1024x640',
  quality: 'low',
  ...more,
});

const generate = (more: object = {}) => clientWith('sk-test').images.generate(order(more));

async function picturesOf(more: object): Promise<Buffer[]> {
  const { data = [] } = await generate(more);
  return data.map(({ b64_json }) => Buffer.from(b64_json ?? '', 'base64'));
}

const failure = (more: object, apiKey = 'sk-test'): Promise<APIError> =>
  clientWith(apiKey)
    .images.generate(order(more))
    .then(
      () => {
        throw new Error('it was accepted');
      },
      (error: unknown) => error as APIError,
    );

describe('an accepted order', () => {
  test.each([
    ['1024x1024', 1024, 1024],
    ['1536x1024', 1536, 1024],
    ['1024x1536', 1024, 1536],
    ['1280x720', 1280, 720],
    ['auto', 1024, 1024],
  ])('of size %s gives a PNG of %d x %d pixels', async (size, width, height) => {
    const [picture] = await picturesOf({ size });
    await expect(sharp(picture).metadata()).resolves.toMatchObject({ format: 'png', width, height });
  });

  test.each(['png', 'jpeg', 'webp'] as const)('in %s gives such a file', async (format) => {
    const answer = await generate({ output_format: format });
    expect(answer.output_format).toBe(format);
    const bytes = Buffer.from(answer.data?.[0]?.b64_json ?? '', 'base64');
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ format, width: 1024, height: 640 });
  });

  test('with more compression gives a smaller file', async () => {
    const sizeAt = async (output_compression: number) =>
      (await picturesOf({ output_format: 'jpeg', output_compression }))[0]?.length ?? 0;
    expect(await sizeAt(20)).toBeLessThan(await sizeAt(90));
  });

  test.each([
    ['low', '1024x1024', 196],
    ['medium', '1024x1024', 1756],
    ['high', '1024x1024', 7024],
    ['high', '1536x1024', 5488],
    ['auto', '1024x1024', 7024],
  ])('of quality %s in %s costs %d image tokens', async (quality, size, tokens) => {
    const { usage, ...answer } = await generate({ quality, size });
    expect(answer).toMatchObject({
      size,
      quality: quality === 'auto' ? 'high' : quality,
      background: 'opaque',
    });
    expect(usage).toEqual({
      input_tokens: 5,
      output_tokens: tokens,
      total_tokens: tokens + 5,
      input_tokens_details: { text_tokens: 5, image_tokens: 0 },
      output_tokens_details: { text_tokens: 0, image_tokens: tokens },
    });
  });

  test('of three pictures gives three different ones, and costs three times as much', async () => {
    const { data = [], usage } = await generate({ n: 3 });
    expect(new Set(data.map(({ b64_json }) => b64_json)).size).toBe(3);
    expect(usage?.output_tokens).toBe(3 * 158);
  });

  test('carries the headers of the API', async () => {
    const { response } = await clientWith('sk-test').images.generate(order()).withResponse();
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get('openai-processing-ms')).toMatch(/^\d+$/);
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('499');
  });
});

test('the same prompt twice gives like pictures, another prompt a very different one', async () => {
  const [[first], [second], [other]] = [
    await picturesOf({}),
    await picturesOf({}),
    await picturesOf({ prompt: 'a city at night' }),
  ];
  if (!first || !second || !other) throw new Error('a picture is missing');
  const alike = await unlikeness(first, second);
  expect(alike).toBeGreaterThan(0);
  expect(await unlikeness(first, other)).toBeGreaterThan(4 * alike);
});

describe('a refused order', () => {
  test.each<[object, string, string, RegExp]>([
    [
      { response_format: 'b64_json' },
      'response_format',
      'unknown_parameter',
      /Unknown parameter: 'response_format'/,
    ],
    [{ style: 'vivid' }, 'style', 'unknown_parameter', /Unknown parameter: 'style'/],
    [{ prompt: undefined }, 'prompt', 'missing_required_parameter', /Missing required parameter: 'prompt'/],
    [{ prompt: '' }, 'prompt', 'empty_string', /minimum length 1/],
    [
      { prompt: 'x'.repeat(32_001) },
      'prompt',
      'string_above_max_length',
      /maximum length 32000, but got.* 32001/,
    ],
    [{ prompt: 7 }, 'prompt', 'invalid_type', /expected string, but got a number/],
    [{ n: 0 }, 'n', 'integer_below_min_value', /Expected a value >= 1, but got 0/],
    [{ n: 11 }, 'n', 'integer_above_max_value', /Expected a value <= 10, but got 11/],
    [{ n: 1.5 }, 'n', 'invalid_type', /Invalid type for 'n'/],
    [{ quality: 'hd' }, 'quality', 'invalid_value', /'hd'. Supported values are: .*'medium', and 'high'/],
    [{ size: '512x512' }, 'size', 'invalid_value', /between 655360 and 8294400 pixels/],
    [{ size: '1000x1000' }, 'size', 'invalid_value', /divisible by 16/],
    [{ size: '3856x2048' }, 'size', 'invalid_value', /at most 3840/],
    [{ size: '3200x1024' }, 'size', 'invalid_value', /between 1:3 and 3:1/],
    [{ size: 'large' }, 'size', 'invalid_value', /WIDTHxHEIGHT/],
    [{ background: 'transparent' }, 'background', 'invalid_value', /not supported for this model/],
    [{ model: undefined }, 'model', 'missing_required_parameter', /Missing required parameter: 'model'/],
  ])('%j is a bad request', async (more, param, code, message) => {
    const error = await failure(more);
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param, code });
    expect(error.message).toMatch(message);
  });

  test.each(['dall-e-3', 'gpt-image-1', 'gpt-4o'])('for %s names no model', async (model) => {
    expect(await failure({ model })).toMatchObject({ status: 404, code: 'model_not_found' });
  });

  test('without a key, or with a wrong one, is unauthorised', async () => {
    expect(await failure({}, 'wrong-key')).toMatchObject({ status: 401, code: 'invalid_api_key' });
    const response = await fetch(`${sandbox.url}/openai/v1/images/generations`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: {
        message: expect.stringContaining('provide an API key'),
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
    });
  });

  test.each(['{"prompt":', '"a beach"', '[]', ''])('whose body is %j is no order', async (body) => {
    const response = await fetch(`${sandbox.url}/openai/v1/images/generations`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-test' },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('could not parse the JSON body'), param: null },
    });
  });

  test('larger than the sandbox reads is told so, and the sandbox goes on', async () => {
    const response = await fetch(`${sandbox.url}/openai/v1/images/generations`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-test' },
      body: 'x'.repeat(21 * 1024 * 1024),
    });
    expect(response.status).toBe(413);
    await expect(generate()).resolves.toBeDefined();
  });
});

test('the list of models names those that make images', async () => {
  const { data } = await clientWith('sk-test').models.list();
  expect(data.map(({ id }) => id)).toEqual(['gpt-image-2']);
});
