import type { Context } from 'koa';
import { z } from 'zod';
import type { Fault } from '../faults.ts';
import { answerImageCall } from '../imageCall.ts';
import { readJson } from '../readBody.ts';
import type { StandIn } from '../standIn.ts';
import { refuse, type OpenAIError } from './errors.ts';

/** https://platform.openai.com/docs/api-reference/images/create, for the GPT image models. */
const Request = z.strictObject({
  model: z.string().default('gpt-image-2'),
  prompt: z.string().min(1).max(32_000),
  n: z.int().min(1).max(10).nullish(),
  size: z.enum(['auto', '1024x1024', '1536x1024', '1024x1536']).nullish(),
  quality: z.enum(['auto', 'low', 'medium', 'high']).nullish(),
  output_format: z.enum(['png', 'jpeg', 'webp']).nullish(),
  output_compression: z.int().min(0).max(100).nullish(),
  background: z.enum(['auto', 'opaque', 'transparent']).nullish(),
  moderation: z.enum(['auto', 'low']).nullish(),
  user: z.string().optional(),
});

/** Image tokens of a picture by quality and size, as OpenAI's pricing page gave them for its GPT image models. */
const outputTokens = {
  low: { square: 272, oblong: 408 },
  medium: { square: 1056, oblong: 1584 },
  high: { square: 4160, oblong: 6240 },
};

export const openai: StandIn = {
  name: 'openai',
  base: '/openai/v1',
  about: 'OpenAI’s images API: POST /images/generations',
  mount(router, { store }) {
    router.use('/openai/v1', async (ctx, next) => {
      ctx.set('x-request-id', `req_${store.newId().replace(/-/g, '')}`);
      ctx.set('openai-version', '2020-10-01');
      const started = performance.now();
      await next();
      ctx.set('openai-processing-ms', String(Math.round(performance.now() - started)));
    });

    router.get('/openai/v1/models', (ctx) => {
      if (!keyOf(ctx)) return;
      ctx.body = {
        object: 'list',
        data: ['gpt-image-2', 'gpt-image-1.5'].map((id) => ({
          id,
          object: 'model',
          created: 1_776_729_600,
          owned_by: 'system',
        })),
      };
    });

    router.post('/openai/v1/images/generations', async (ctx) => {
      const key = keyOf(ctx);
      const request = key && readRequest(ctx, await readJson(ctx.req));
      if (!key || !request) return;
      const { prompt } = request;
      const quality = !request.quality || request.quality === 'auto' ? 'high' : request.quality;
      const size = !request.size || request.size === 'auto' ? '1024x1024' : request.size;
      const format = request.output_format ?? 'png';
      const [width = 0, height = 0] = size.split('x').map(Number);
      await answerImageCall(
        ctx,
        store,
        { standIn: 'openai', prompt, key, width, height, format },
        {
          fault: answerFault,
          picture(answer, { base64 }) {
            const images = request.n ?? 1;
            const text = Math.ceil(prompt.length / 4);
            const output = outputTokens[quality][width === height ? 'square' : 'oblong'] * images;
            answer.set({
              'x-ratelimit-limit-requests': '500',
              'x-ratelimit-remaining-requests': '499',
              'x-ratelimit-reset-requests': '120ms',
            });
            answer.body = {
              created: Math.floor(Date.now() / 1000),
              background: request.background === 'transparent' ? 'transparent' : 'opaque',
              data: Array.from({ length: images }, () => ({ b64_json: base64 })),
              output_format: format,
              quality,
              size,
              usage: {
                total_tokens: text + output,
                input_tokens: text,
                output_tokens: output,
                input_tokens_details: { text_tokens: text, image_tokens: 0 },
              },
            };
          },
        },
      );
    });
  },
};

/** The caller's key; null once the call was refused for lack of one. */
function keyOf(ctx: Context): string | null {
  const key = /^Bearer (\S+)$/.exec(ctx.get('authorization'))?.[1];
  if (key && key !== 'wrong-key') return key;
  const said = key ? `Incorrect API key provided: ${key.slice(0, 2)}***.` : "You didn't provide an API key.";
  refuse(ctx, 401, {
    message: said,
    type: 'invalid_request_error',
    param: null,
    code: key ? 'invalid_api_key' : null,
  });
  return null;
}

/** The request as the API takes it; null once it was refused. */
function readRequest(ctx: Context, body: unknown): z.infer<typeof Request> | null {
  const invalid = (message: string, param: string | null, code: string | null): null => {
    refuse(ctx, 400, { message, type: 'invalid_request_error', param, code });
    return null;
  };
  if (typeof body !== 'object' || body === null)
    return invalid('We could not parse the JSON body of your request.', null, null);
  const result = Request.safeParse(body);
  if (!result.success) {
    const [issue] = result.error.issues;
    if (issue?.code === 'unrecognized_keys') {
      return invalid(`Unknown parameter: '${issue.keys[0]}'.`, issue.keys[0] ?? null, 'unknown_parameter');
    }
    const param = String(issue?.path[0] ?? '');
    if (!(param in body))
      return invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
    return invalid(`Invalid value for '${param}': ${issue?.message}`, param, 'invalid_value');
  }
  if (result.data.model.startsWith('gpt-image-')) return result.data;
  const message = `The model '${result.data.model}' does not exist.`;
  refuse(ctx, 404, { message, type: 'invalid_request_error', param: null, code: 'model_not_found' });
  return null;
}

function answerFault(ctx: Context, { fault, retryAfterSeconds = 2 }: Fault): void {
  const answers: Partial<Record<Fault['fault'], [number, OpenAIError]>> = {
    rate_limited: [
      429,
      {
        message: 'Rate limit reached for images per minute.',
        type: 'rate_limit_error',
        param: null,
        code: 'rate_limit_exceeded',
      },
    ],
    unavailable: [
      503,
      {
        message: 'The engine is currently overloaded, please try again later.',
        type: 'server_error',
        param: null,
        code: null,
      },
    ],
    refuse: [
      400,
      {
        message: 'Your request was rejected by the safety system.',
        type: 'image_generation_user_error',
        param: null,
        code: 'moderation_blocked',
      },
    ],
    bad_key: [
      401,
      {
        message: 'Incorrect API key provided.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    ],
  };
  const serverError: OpenAIError = {
    message: 'The server had an error while processing your request.',
    type: 'server_error',
    param: null,
    code: null,
  };
  const [status, error] = answers[fault] ?? [500, serverError];
  if (status === 429)
    ctx.set({ 'retry-after': String(retryAfterSeconds), 'x-ratelimit-remaining-requests': '0' });
  refuse(ctx, status, error);
}
