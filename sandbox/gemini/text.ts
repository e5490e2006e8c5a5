import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import { tokensIn, type TextOrder, type TextVendor } from '../textCall.ts';
import { answerRefusal } from './answerRefusal.ts';
import { keyOf, refuseIssue } from './request.ts';

const ignored = z.unknown().optional();
const Content = z.strictObject({
  role: z.string().optional(),
  parts: z.array(z.strictObject({ text: z.string() })).min(1),
});

/**
 * https://ai.google.dev/api/generate-content: text in, text or a JSON object of texts out; of the rest only the names
 * are known, since an unknown one is refused.
 */
const Request = z.strictObject({
  contents: z.array(Content).min(1),
  systemInstruction: Content.optional(),
  generationConfig: z
    .strictObject({
      responseMimeType: z.enum(['text/plain', 'application/json']).optional(),
      responseSchema: z
        .object({ type: z.string().regex(/^object$/i), properties: z.record(z.string(), z.unknown()) })
        .optional(),
      ...{ candidateCount: ignored, maxOutputTokens: ignored, seed: ignored, stopSequences: ignored },
      ...{ temperature: ignored, thinkingConfig: ignored, topK: ignored, topP: ignored },
    })
    .optional(),
  safetySettings: ignored,
});

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
  const { contents, generationConfig } = request.data;
  const schema = generationConfig?.responseSchema;
  return {
    key,
    model: (ctx.params.call ?? '').split(':')[0] ?? '',
    prompt: contents.flatMap(({ parts }) => parts.map(({ text }) => text)).join('\n'),
    properties: schema ? Object.keys(schema.properties) : null,
  };
}

function answer(ctx: RouterContext, text: string, { model, prompt }: TextOrder): void {
  const promptTokenCount = tokensIn(prompt);
  const candidatesTokenCount = tokensIn(text);
  ctx.body = {
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount,
    },
    modelVersion: model,
  };
}
