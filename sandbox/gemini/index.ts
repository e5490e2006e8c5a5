import type { Context } from 'koa';
import { z } from 'zod';
import type { Fault } from '../faults.ts';
import { answerImageCall } from '../imageCall.ts';
import { readJson } from '../readBody.ts';
import type { StandIn } from '../standIn.ts';

/** https://ai.google.dev/api/generate-content; unknown members are refused, as Google does. */
const Request = z.object({
  contents: z
    .array(z.object({ role: z.string().optional(), parts: z.array(z.object({ text: z.string() })).min(1) }))
    .min(1),
  generationConfig: z
    .object({
      responseModalities: z.array(z.enum(['TEXT', 'IMAGE'])).optional(),
      imageConfig: z
        .object({
          aspectRatio: z
            .string()
            .regex(/^\d+:\d+$/)
            .optional(),
          imageSize: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});

/** Pixels of an image at 1K by aspect ratio. */
const sizes: Record<string, [number, number]> = {
  '1:1': [1024, 1024],
  '2:3': [832, 1248],
  '3:2': [1248, 832],
  '3:4': [864, 1184],
  '4:3': [1184, 864],
  '4:5': [896, 1152],
  '5:4': [1152, 896],
  '9:16': [768, 1344],
  '16:9': [1344, 768],
  '21:9': [1536, 672],
};
/** https://ai.google.dev/gemini-api/docs/pricing: an image of up to 1024x1024 counts as so many tokens. */
const imageTokens = 1290;

export const gemini: StandIn = {
  name: 'gemini',
  base: '/gemini',
  about: 'Google’s Gemini API: POST /v1beta/models/{model}:generateContent with images',
  mount(router, { store }) {
    router.post('/gemini/v1beta/models/:call', async (ctx) => {
      const [model = '', verb] = (ctx.params.call ?? '').split(':');
      if (verb !== 'generateContent' || !/^gemini-.*image/.test(model)) {
        return refuse(
          ctx,
          404,
          'NOT_FOUND',
          `models/${model} is not found for API version v1beta, or is not supported for ${verb}.`,
        );
      }
      const key = keyOf(ctx);
      if (!key) return;
      const request = Request.safeParse(await readJson(ctx.req));
      if (!request.success)
        return refuse(
          ctx,
          400,
          'INVALID_ARGUMENT',
          `Invalid JSON payload received. ${request.error.issues[0]?.message}`,
        );
      const { contents, generationConfig } = request.data;
      const size = sizes[generationConfig?.imageConfig?.aspectRatio ?? '1:1'];
      if (!size) return refuse(ctx, 400, 'INVALID_ARGUMENT', 'aspect_ratio is not supported');
      const prompt = contents.flatMap(({ parts }) => parts.map(({ text }) => text)).join('\n');
      const [width, height] = size;
      await answerImageCall(
        ctx,
        store,
        { standIn: 'gemini', prompt, key, width, height, format: 'png' },
        {
          fault: (answer, fault) => answerFault(answer, fault, model),
          picture(answer, { base64 }) {
            const promptTokenCount = Math.ceil(prompt.length / 4);
            answer.body = {
              candidates: [
                {
                  content: {
                    role: 'model',
                    parts: [
                      { text: 'Here is your picture.' },
                      { inlineData: { mimeType: 'image/png', data: base64 } },
                    ],
                  },
                  finishReason: 'STOP',
                  index: 0,
                },
              ],
              usageMetadata: {
                promptTokenCount,
                candidatesTokenCount: imageTokens,
                totalTokenCount: promptTokenCount + imageTokens,
              },
              modelVersion: model,
              responseId: store.newId(),
            };
          },
        },
      );
    });
  },
};

/** The caller's key; null once the call was refused for lack of one. */
function keyOf(ctx: Context): string | null {
  const key = ctx.get('x-goog-api-key') || String(ctx.query.key ?? '');
  if (!key) {
    refuse(
      ctx,
      403,
      'PERMISSION_DENIED',
      "Method doesn't allow unregistered callers (callers without established identity).",
    );
    return null;
  }
  if (key !== 'wrong-key') return key;
  refuseKey(ctx);
  return null;
}

/** https://cloud.google.com/apis/design/errors: google.rpc.Status as JSON. */
function refuse(ctx: Context, code: number, status: string, message: string, details: object[] = []): void {
  ctx.status = code;
  ctx.body = { error: { code, message, status, ...(details.length > 0 && { details }) } };
}

const refuseKey = (ctx: Context) =>
  refuse(ctx, 400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
    },
  ]);

function answerFault(ctx: Context, { fault, retryAfterSeconds = 2 }: Fault, modelVersion: string): void {
  if (fault === 'bad_key') return refuseKey(ctx);
  if (fault === 'unavailable')
    return refuse(ctx, 503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
  if (fault === 'rate_limited') {
    return refuse(ctx, 429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds}s` },
    ]);
  }
  if (fault === 'refuse') {
    ctx.body = {
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 0, totalTokenCount: 0 },
      modelVersion,
    };
    return;
  }
  refuse(ctx, 500, 'INTERNAL', 'An internal error has occurred. Please retry.');
}
