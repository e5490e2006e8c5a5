import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import type { ImageOrder } from '../imageCall.ts';
import { refuse, refuseArgument, refuseKey } from './errors.ts';
import { sizeOf } from './sizes.ts';

const ignored = z.unknown().optional();

/**
 * https://ai.google.dev/api/generate-content: text in, one image out; of the rest only the names are known, since an
 * unknown one is refused.
 */
const Request = z.strictObject({
  contents: z
    .array(
      z.strictObject({
        role: z.string().optional(),
        parts: z.array(z.strictObject({ text: z.string() })).min(1),
      }),
    )
    .min(1),
  generationConfig: z
    .strictObject({
      responseModalities: z.array(z.enum(['TEXT', 'IMAGE'])).optional(),
      imageConfig: z
        .strictObject({ aspectRatio: z.string().optional(), imageSize: z.string().optional() })
        .optional(),
      ...{ candidateCount: ignored, maxOutputTokens: ignored, seed: ignored, stopSequences: ignored },
      ...{ temperature: ignored, thinkingConfig: ignored, topK: ignored, topP: ignored },
    })
    .optional(),
  safetySettings: ignored,
  systemInstruction: ignored,
});

export interface GeminiOrder extends ImageOrder {
  model: string;
  withText: boolean;
  imageTokens: number;
}

/** The order that a request makes; null once it was refused. */
export function readOrder(ctx: RouterContext, body: unknown): GeminiOrder | null {
  const [model = '', verb] = (ctx.params.call ?? '').split(':');
  const key = keyOf(ctx);
  if (key === null) return null;
  if (verb !== 'generateContent' || !/^gemini-.*image/.test(model)) {
    const message = `models/${model} is not found for API version v1beta, or is not supported for ${verb}. Call ListModels to see the list of available models and their supported methods.`;
    refuse(ctx, { code: 404, status: 'NOT_FOUND', message });
    return null;
  }
  const request = Request.safeParse(body);
  if (!request.success) {
    refuseIssue(ctx, request.error);
    return null;
  }
  const { contents, generationConfig = {} } = request.data;
  const { imageConfig = {}, responseModalities = ['TEXT', 'IMAGE'] } = generationConfig;
  const size = sizeOf(model, imageConfig.aspectRatio, imageConfig.imageSize);
  if (typeof size === 'string') {
    refuseArgument(ctx, size);
    return null;
  }
  return {
    key,
    model,
    prompt: contents.flatMap(({ parts }) => parts.map(({ text }) => text)).join('\n'),
    width: size.width,
    height: size.height,
    imageTokens: size.tokens,
    withText: responseModalities.includes('TEXT'),
    count: 1,
    format: 'png',
    compressionQuality: 100,
  };
}

/** The caller's key; null once the call was refused for lack of one. */
export function keyOf(ctx: RouterContext): string | null {
  const key = ctx.get('x-goog-api-key') || new URLSearchParams(ctx.querystring).get('key');
  if (key && key !== 'wrong-key') return key;
  if (key) refuseKey(ctx);
  else {
    const message =
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
    refuse(ctx, { code: 403, status: 'PERMISSION_DENIED', message });
  }
  return null;
}

/** The first thing that was wrong, as Google's JSON transcoding words it. */
export function refuseIssue(ctx: RouterContext, { issues }: z.ZodError): void {
  const [issue] = issues;
  const path = pathOf(issue?.path ?? []);
  if (issue?.code === 'unrecognized_keys') {
    const place = path && ` at '${path}'`;
    const message = `Invalid JSON payload received. Unknown name "${issue.keys[0]}"${place}: Cannot find field.`;
    return refuseArgument(ctx, message, path);
  }
  if (path) return refuseArgument(ctx, `Invalid value at '${path}': ${issue?.message}`, path);
  refuseArgument(ctx, 'Invalid JSON payload received. Unexpected token.');
}

/** `contents[0].parts`, in the names of the protocol buffers. */
const pathOf = (path: PropertyKey[]) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${snakeCase(String(step))}`))
    .join('')
    .replace(/^\./, '');

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
