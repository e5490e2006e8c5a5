import type { Context } from 'koa';
import { z } from 'zod';
import type { ImageOrder } from '../imageCall.ts';
import { refuse, refuseParameter } from './errors.ts';
import { problemOf } from './problem.ts';
import { sizeProblem } from './sizes.ts';

/**
 * https://platform.openai.com/docs/api-reference/images/create, for the GPT image models; streaming (stream,
 * partial_images) is not stood in for. The parameters of DALL·E (response_format, style) are unknown to these models.
 */
const Request = z.strictObject({
  model: z.string(),
  prompt: z.string().min(1).max(32_000),
  n: z.int().min(1).max(10).nullish(),
  size: z.string().nullish(),
  quality: z.enum(['auto', 'low', 'medium', 'high']).nullish(),
  output_format: z.enum(['png', 'jpeg', 'webp']).nullish(),
  output_compression: z.int().min(0).max(100).nullish(),
  background: z.enum(['auto', 'opaque', 'transparent']).nullish(),
  moderation: z.enum(['auto', 'low']).nullish(),
  user: z.string().optional(),
});

export interface OpenAIOrder extends ImageOrder {
  quality: 'low' | 'medium' | 'high';
  size: string;
}

/** GPT Image 2 and what follows it: https://developers.openai.com/api/docs/deprecations ends the older ones. */
const isImageModel = (model: string) =>
  /^gpt-image-([2-9]|\d\d)/.test(model) || model === 'chatgpt-image-latest';

/** The order that a request makes; null once it was refused. */
export function readOrder(ctx: Context, body: unknown): OpenAIOrder | null {
  const key = keyOf(ctx);
  if (key === null) return null;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const message =
      'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly.)';
    refuseParameter(ctx, { message, param: null, code: null });
    return null;
  }
  const { model } = body as { model?: unknown };
  if (typeof model === 'string' && !isImageModel(model)) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    refuse(ctx, 404, { message, type: 'invalid_request_error', param: null, code: 'model_not_found' });
    return null;
  }
  const parsed = Request.safeParse(body, { reportInput: true });
  const problem = parsed.success ? conflictIn(parsed.data) : problemOf(parsed.error);
  if (problem) refuseParameter(ctx, problem);
  return problem || !parsed.success ? null : orderOf(key, parsed.data);
}

/** The caller's key; null once the call was refused for lack of one. */
export function keyOf(ctx: Context): string | null {
  const key = /^Bearer (\S+)$/i.exec(ctx.get('authorization'))?.[1];
  if (key && key !== 'wrong-key') return key;
  const message = key
    ? `Incorrect API key provided: ${key.slice(0, 2)}***. You can find your API key at https://platform.openai.com/account/api-keys.`
    : 'You didn’t provide an API key. You need to provide your API key in an Authorization header using Bearer auth.';
  const code = key ? 'invalid_api_key' : null;
  refuse(ctx, 401, { message, type: 'invalid_request_error', param: null, code });
  return null;
}

/** What each parameter allows, but not this model, or not all together. */
function conflictIn({ size, background }: z.infer<typeof Request>) {
  const problem = size && size !== 'auto' ? sizeProblem(size) : null;
  if (problem) return { message: problem, param: 'size', code: 'invalid_value' };
  if (background !== 'transparent') return null;
  const message = 'Transparent background is not supported for this model.';
  return { message, param: 'background', code: 'invalid_value' };
}

function orderOf(key: string, request: z.infer<typeof Request>): OpenAIOrder {
  const size = !request.size || request.size === 'auto' ? '1024x1024' : request.size;
  const [width = 0, height = 0] = size.split('x').map(Number);
  return {
    key,
    prompt: request.prompt,
    width,
    height,
    size,
    count: request.n ?? 1,
    quality: !request.quality || request.quality === 'auto' ? 'high' : request.quality,
    format: request.output_format ?? 'png',
    compressionQuality: request.output_compression ?? 100,
  };
}
