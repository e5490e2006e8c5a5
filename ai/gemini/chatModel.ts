import { GoogleGenerativeAI, SchemaType, type GenerateContentRequest } from '@google/generative-ai';
import { callVendor, codeForMessage } from '../callVendor.ts';
import { chatTimeoutMs, type ChatAnswer, type ChatModel, type ChatRequest } from '../chatModel.ts';
import { ModelAnswerLost, ModelRefused } from '../errors.ts';
import { parseAnswer } from '../parseAnswer.ts';
import type { VendorOptions } from '../vendorOptions.ts';
import { refusals } from './answer.ts';
import { classifyGeminiError } from './classify.ts';
import type { GeminiAnswer } from './protocol.ts';

/**
 * Texts by Gemini's POST /v1beta/models/{model}:generateContent with structured output.
 * https://ai.google.dev/gemini-api/docs/structured-output
 */
export function createGeminiChatModel({ apiKey, baseUrl, model }: VendorOptions): ChatModel {
  const client = new GoogleGenerativeAI(apiKey).getGenerativeModel({ model }, { baseUrl });
  return {
    provider: 'gemini',
    model,
    async ask(request, signal) {
      const order = orderFor(request);
      const answer = await callVendor(
        {
          vendor: 'Gemini',
          timeoutMs: chatTimeoutMs,
          call: async (either): Promise<GeminiAnswer | null> =>
            (await client.generateContent(order, { signal: either })).response,
          classify: (error) => classifyGeminiError(error, baseUrl),
        },
        signal,
      );
      return readAnswer(answer);
    },
  };
}

function orderFor({ instructions, message, schema, maximumTokens }: ChatRequest): GenerateContentRequest {
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([name, { description }]) => [
      name,
      { type: SchemaType.STRING as const, description },
    ]),
  );
  return {
    systemInstruction: { role: 'system', parts: [{ text: instructions }] },
    contents: [{ role: 'user', parts: [{ text: message }] }],
    generationConfig: {
      maxOutputTokens: maximumTokens,
      responseMimeType: 'application/json',
      responseSchema: { type: SchemaType.OBJECT, properties, required: Object.keys(properties) },
    },
  };
}

function readAnswer(answer: GeminiAnswer | null): ChatAnswer {
  const blockReason = answer?.promptFeedback?.blockReason;
  if (blockReason)
    throw new ModelRefused(`Gemini blocked the message (${codeForMessage(blockReason) ?? 'no reason told'})`);
  const candidate = answer?.candidates?.[0];
  const finishReason = codeForMessage(candidate?.finishReason);
  if (finishReason && refusals.includes(finishReason))
    throw new ModelRefused(`Gemini refused to write this (${finishReason})`);
  if (finishReason === 'MAX_TOKENS') throw new ModelAnswerLost('Gemini’s answer was cut off');
  const parts = candidate?.content?.parts?.filter(({ thought }) => !thought) ?? [];
  return {
    value: parseAnswer('Gemini', parts.map(({ text }) => text ?? '').join('')),
    tokens: {
      input: answer?.usageMetadata?.promptTokenCount ?? null,
      output: answer?.usageMetadata?.candidatesTokenCount ?? null,
    },
  };
}
