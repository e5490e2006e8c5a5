import type { Context } from 'koa';
import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import { tokensIn, type TextOrder, type TextVendor } from '../textCall.ts';
import { refusalAnswers, refuse, refuseParameter } from './errors.ts';
import { problemOf } from './problem.ts';
import { keyOf } from './request.ts';

const ignored = z.unknown().optional();

/**
 * https://platform.openai.com/docs/api-reference/chat/create: text in, text or a JSON object of texts out. Of the rest
 * only the names are known, since an unknown one is refused; streaming and tools are not stood in for.
 */
const Request = z.strictObject({
  model: z.string(),
  messages: z
    .array(
      z.object({ role: z.enum(['developer', 'system', 'user', 'assistant']), content: z.string().nullish() }),
    )
    .min(1),
  max_completion_tokens: z.int().min(1).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string().regex(/^[\w-]{1,64}$/),
          strict: z.boolean().nullish(),
          schema: z.object({
            type: z.literal('object'),
            properties: z.record(z.string(), z.object({ type: z.literal('string') })),
            required: z.array(z.string()),
            additionalProperties: z.literal(false),
          }),
        }),
      }),
    ])
    .nullish(),
  ...{ temperature: ignored, top_p: ignored, seed: ignored, stop: ignored, user: ignored, store: ignored },
  ...{ reasoning_effort: ignored, verbosity: ignored, metadata: ignored, safety_identifier: ignored },
});

/** OpenAI's chat completions. */
export const chat: TextVendor<TextOrder> = {
  name: 'openai',
  readOrder,
  refuse(ctx, refusal, { retryAfterSeconds = 2 }, order) {
    // A refusal by policy is no error here, but what the model says.
    if (refusal === 'refuse')
      return complete(ctx, order, { content: null, refusal: 'I’m sorry, I can’t help with that.' });
    const { status, error } = refusalAnswers[refusal];
    refuse(ctx, status, error);
    if (refusal === 'rate_limited') ctx.set('retry-after', String(retryAfterSeconds));
  },
  answer: (ctx, text, order) => complete(ctx, order, { content: text, refusal: null }),
};

function readOrder(ctx: Context, body: unknown): TextOrder | null {
  const key = keyOf(ctx);
  if (key === null) return null;
  const parsed = Request.safeParse(body, { reportInput: true });
  if (!parsed.success) {
    refuseParameter(ctx, problemOf(parsed.error));
    return null;
  }
  const { model, messages, response_format: format } = parsed.data;
  if (!/^(gpt-[45]|o\d)/.test(model)) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    refuse(ctx, 404, { message, type: 'invalid_request_error', param: null, code: 'model_not_found' });
    return null;
  }
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const properties =
    format?.type === 'json_schema' ? Object.keys(format.json_schema.schema.properties) : null;
  return { key, model, prompt, properties };
}

function complete(
  ctx: RouterContext,
  { model, prompt }: TextOrder,
  message: { content: string | null; refusal: string | null },
): void {
  const promptTokens = tokensIn(prompt);
  const completionTokens = tokensIn(message.content ?? message.refusal ?? '');
  ctx.body = {
    id: `chatcmpl-${Date.now().toString(36)}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      { index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: 'stop' },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}
