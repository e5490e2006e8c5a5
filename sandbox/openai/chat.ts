import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { RouterContext } from '@koa/router';
import { tokensIn, wordsOf, wordsOfReply, type TextOrder, type TextVendor } from '../textCall.ts';
import type { Reply } from '../thinking/order.ts';
import { ChatRequest, contradictionIn, thoughtOf } from './chatRequest.ts';
import { refusalAnswers, refuse, refuseParameter } from './errors.ts';
import { problemOf } from './problem.ts';
import { keyOf } from './request.ts';

/** OpenAI's chat completions. */
export const chat: TextVendor<TextOrder> = {
  name: 'openai',
  readOrder,
  refuse(ctx, refusal, { retryAfterSeconds = 2 }, order) {
    // A refusal by policy is no error here, but what the model says.
    if (refusal === 'refuse') {
      const words = 'I’m sorry, I can’t help with that.';
      return complete(ctx, order, { content: null, refusal: words }, words);
    }
    const { status, error } = refusalAnswers[refusal];
    refuse(ctx, status, error);
    if (refusal === 'rate_limited') ctx.set('retry-after', String(retryAfterSeconds));
  },
  answer: (ctx, reply, order) => complete(ctx, order, messageOf(reply), wordsOfReply(reply)),
};

function readOrder(ctx: Context, body: unknown): TextOrder | null {
  const key = keyOf(ctx);
  if (key === null) return null;
  const parsed = ChatRequest.safeParse(body, { reportInput: true });
  const problem = parsed.success ? contradictionIn(parsed.data) : problemOf(parsed.error);
  if (problem || !parsed.success) {
    if (problem) refuseParameter(ctx, problem);
    return null;
  }
  const { model } = parsed.data;
  if (!/^(gpt-[45]|o\d)/.test(model)) {
    const message = `The model \`${model}\` does not exist or you do not have access to it.`;
    refuse(ctx, 404, { message, type: 'invalid_request_error', param: null, code: 'model_not_found' });
    return null;
  }
  const thought = thoughtOf(parsed.data);
  const prompt = thought.turns.findLast(({ role }) => role === 'user')?.text ?? '';
  return { key, model, prompt, context: wordsOf(thought), thought };
}

const messageOf = (reply: Reply): Record<string, unknown> =>
  reply.kind === 'text'
    ? { content: reply.text, refusal: null }
    : {
        ...{ content: null, refusal: null },
        tool_calls: reply.calls.map((call) => ({
          ...{ id: `call_${randomBytes(12).toString('hex')}`, type: 'function' },
          function: { name: call.name, arguments: JSON.stringify(call.arguments) },
        })),
      };

function complete(
  ctx: RouterContext,
  { model, thought }: TextOrder,
  message: Record<string, unknown>,
  words: string,
): void {
  const promptTokens = tokensIn(wordsOf(thought));
  const completionTokens = tokensIn(words);
  const reason = message.tool_calls === undefined ? 'stop' : 'tool_calls';
  ctx.body = {
    id: `chatcmpl-${Date.now().toString(36)}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      { index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: reason },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}
