import { GoogleGenerativeAI, type Content, type GenerateContentRequest } from '@google/generative-ai';
import { callVendor, codeForMessage } from '../callVendor.ts';
import { chatTimeoutMs, mostRounds, type ChatModel, type ChatTokens, type ChatTool } from '../chatModel.ts';
import { ModelAnswerLost, ModelRefused } from '../errors.ts';
import { parseAnswer } from '../parseAnswer.ts';
import { addTokens, runTool } from '../tools.ts';
import type { VendorOptions } from '../vendorOptions.ts';
import { refusals } from './answer.ts';
import { classifyGeminiError } from './classify.ts';
import type { GeminiAnswer } from './protocol.ts';
import { declarationOf, responseSchemaOf } from './responseSchema.ts';

/**
 * Texts by Gemini's POST /v1beta/models/{model}:generateContent with structured output and functions. Models before the
 * third generation do not take both in one request: lookups come first, in requests of their own, then the answer.
 * https://ai.google.dev/gemini-api/docs/structured-output, https://ai.google.dev/gemini-api/docs/function-calling
 */
export function createGeminiChatModel({ apiKey, baseUrl, model }: VendorOptions): ChatModel {
  const client = new GoogleGenerativeAI(apiKey).getGenerativeModel({ model }, { baseUrl });
  return {
    provider: 'gemini',
    model,
    async ask(
      { instructions, message, schema, tools = [], maximumTokens, timeoutMs = chatTimeoutMs, spend },
      signal,
    ) {
      const until = Date.now() + timeoutMs;
      const contents: Content[] = [{ role: 'user', parts: [{ text: message }] }];
      let tokens: ChatTokens = { input: 0, output: 0 };
      const ask = async (rest: Omit<GenerateContentRequest, 'contents'>) => {
        const order = {
          systemInstruction: { role: 'system', parts: [{ text: instructions }] },
          contents,
          ...rest,
        };
        const answer = await callVendor<GeminiAnswer | null>(
          {
            vendor: 'Gemini',
            timeoutMs: Math.max(1, until - Date.now()),
            call: async (either) => (await client.generateContent(order, { signal: either })).response,
            classify: (error) => classifyGeminiError(error, baseUrl),
          },
          signal,
        );
        tokens = addTokens(tokens, tokensOf(answer));
        spend?.(tokensOf(answer));
        assertNotRefused(answer);
        return answer;
      };

      for (let round = 0; tools.length > 0 && round < mostRounds; round += 1) {
        const answer = await ask({
          tools: [{ functionDeclarations: tools.map(declarationOf) }],
          generationConfig: { maxOutputTokens: maximumTokens },
        });
        const turns = await lookUp(answer, tools);
        if (!turns) break;
        contents.push(...turns);
      }
      const answer = await ask({
        generationConfig: {
          maxOutputTokens: maximumTokens,
          responseMimeType: 'application/json',
          responseSchema: responseSchemaOf(schema.properties),
        },
      });
      return { value: readValue(answer), tokens };
    },
  };
}

/**
 * The model's turn as it came, for what it thought belongs to its calls, and what was found; null where it calls nothing.
 */
async function lookUp(answer: GeminiAnswer | null, tools: ChatTool[]): Promise<Content[] | null> {
  const parts = answer?.candidates?.[0]?.content?.parts ?? [];
  const calls = parts.flatMap(({ functionCall }) => functionCall ?? []);
  if (calls.length === 0) return null;
  const found = await Promise.all(
    calls.map(async ({ id, name, args }) => ({
      functionResponse: { ...(id && { id }), name, response: { result: await runTool(tools, name, args) } },
    })),
  );
  return [
    { role: 'model', parts: parts as Content['parts'] },
    { role: 'function', parts: found },
  ];
}

/** What it thinks is charged as it is written, and not counted among the candidates' tokens. */
function tokensOf(answer: GeminiAnswer | null): ChatTokens {
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount = 0 } = answer?.usageMetadata ?? {};
  return {
    input: promptTokenCount ?? null,
    output: candidatesTokenCount === undefined ? null : candidatesTokenCount + thoughtsTokenCount,
  };
}

function assertNotRefused(answer: GeminiAnswer | null): void {
  const blockReason = answer?.promptFeedback?.blockReason;
  if (blockReason)
    throw new ModelRefused(`Gemini blocked the message (${codeForMessage(blockReason) ?? 'no reason told'})`);
  const finishReason = codeForMessage(answer?.candidates?.[0]?.finishReason);
  if (finishReason && refusals.includes(finishReason))
    throw new ModelRefused(`Gemini refused to write this (${finishReason})`);
}

function readValue(answer: GeminiAnswer | null): unknown {
  const candidate = answer?.candidates?.[0];
  if (candidate?.finishReason === 'MAX_TOKENS') throw new ModelAnswerLost('Gemini’s answer was cut off');
  const parts = candidate?.content?.parts?.filter(({ thought }) => !thought) ?? [];
  return parseAnswer('Gemini', parts.map(({ text }) => text ?? '').join(''));
}
