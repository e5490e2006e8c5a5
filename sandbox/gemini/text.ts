import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import { tokensIn, wordsOf, wordsOfReply, type TextOrder, type TextVendor } from '../textCall.ts';
import type { Reply, Schema, Thought, Turn } from '../thinking/order.ts';
import { answerRefusal } from './answerRefusal.ts';
import { refuseArgument } from './errors.ts';
import { keyOf, refuseIssue } from './request.ts';

const ignored = z.unknown().optional();
const Values = z.record(z.string(), z.unknown());
const Part = z.strictObject({
  text: z.string().optional(),
  functionCall: z.strictObject({ id: ignored, name: z.string(), args: Values.default({}) }).optional(),
  functionResponse: z.strictObject({ id: ignored, name: z.string(), response: Values }).optional(),
  ...{ thought: ignored, thoughtSignature: ignored },
});
const Content = z.strictObject({
  role: z.enum(['user', 'model', 'function', 'system']).optional(),
  parts: z.array(Part).min(1),
});
const ResponseSchema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);

/**
 * https://ai.google.dev/api/generate-content: text in, text, a JSON object or calls of functions out; of the rest only
 * the names are known, since an unknown one is refused.
 */
const Request = z.strictObject({
  contents: z.array(Content).min(1),
  systemInstruction: Content.optional(),
  generationConfig: z
    .strictObject({
      responseMimeType: z.enum(['text/plain', 'application/json']).optional(),
      responseSchema: ResponseSchema.optional(),
      ...{ candidateCount: ignored, maxOutputTokens: ignored, seed: ignored, stopSequences: ignored },
      ...{ temperature: ignored, thinkingConfig: ignored, topK: ignored, topP: ignored },
    })
    .optional(),
  tools: z
    .array(
      z.strictObject({
        functionDeclarations: z.array(
          z.strictObject({
            name: z.string().regex(/^[a-zA-Z_][\w.-]{0,63}$/),
            description: z.string(),
            parameters: ResponseSchema.optional(),
          }),
        ),
      }),
    )
    .optional(),
  toolConfig: z
    .strictObject({
      functionCallingConfig: z.strictObject({
        mode: z.enum(['AUTO', 'ANY', 'NONE']).optional(),
        allowedFunctionNames: ignored,
      }),
    })
    .optional(),
  safetySettings: ignored,
});
type Request = z.infer<typeof Request>;

/** Gemini's text models. */
export const texts: TextVendor<TextOrder> = { name: 'gemini', readOrder, refuse: answerRefusal, answer };

function readOrder(ctx: RouterContext, body: unknown): TextOrder | null {
  const key = keyOf(ctx);
  if (key === null) return null;
  const request = Request.safeParse(body);
  if (!request.success) {
    refuseIssue(ctx, request.error);
    return null;
  }
  const model = (ctx.params.call ?? '').split(':')[0] ?? '';
  const { generationConfig, tools } = request.data;
  // Only from Gemini 3 on: https://ai.google.dev/gemini-api/docs/structured-output
  if (tools && generationConfig?.responseMimeType === 'application/json' && /^gemini-[12]/.test(model)) {
    refuseArgument(ctx, "Function calling with a response mime type: 'application/json' is unsupported");
    return null;
  }
  const thought = thoughtOf(request.data);
  const prompt = thought.turns.findLast(({ role }) => role === 'user')?.text ?? '';
  return { key, model, prompt, context: wordsOf(thought), thought };
}

function thoughtOf({ contents, systemInstruction, generationConfig, tools, toolConfig }: Request): Thought {
  const isOff = toolConfig?.functionCallingConfig.mode === 'NONE';
  const instructions = systemInstruction ? [{ ...systemInstruction, role: 'system' as const }] : [];
  return {
    turns: [...instructions, ...contents].map(turnOf),
    schema: generationConfig?.responseSchema ?? null,
    tools: (isOff ? [] : (tools ?? [])).flatMap(({ functionDeclarations }) =>
      functionDeclarations.map(({ name, description, parameters = {} }) => ({
        name,
        description,
        parameters,
      })),
    ),
  };
}

function turnOf({ role = 'user', parts }: z.infer<typeof Content>): Turn {
  const responses = parts.flatMap(({ functionResponse }) => functionResponse ?? []);
  const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
  const text = parts.map((part) => part.text ?? '').join('');
  if (responses.length > 0) {
    return {
      role: 'tool',
      text: responses.map(({ response }) => JSON.stringify(response)).join('\n'),
      calls: [],
    };
  }
  return {
    role: role === 'model' ? 'assistant' : role === 'system' ? 'system' : 'user',
    text,
    calls: calls.map(({ name, args }) => ({ name, arguments: args })),
  };
}

function answer(ctx: RouterContext, reply: Reply, { model, thought }: TextOrder): void {
  const promptTokenCount = tokensIn(wordsOf(thought));
  const candidatesTokenCount = tokensIn(wordsOfReply(reply));
  const parts =
    reply.kind === 'text'
      ? [{ text: reply.text }]
      : reply.calls.map((call) => ({ functionCall: { name: call.name, args: call.arguments } }));
  ctx.body = {
    candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount,
    },
    modelVersion: model,
  };
}
