import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat';
import { callVendor } from '../callVendor.ts';
import { chatTimeoutMs, type ChatAnswer, type ChatModel, type ChatRequest } from '../chatModel.ts';
import { ModelAnswerLost, ModelRefused } from '../errors.ts';
import { parseAnswer } from '../parseAnswer.ts';
import type { VendorOptions } from '../vendorOptions.ts';
import { classifyOpenAIError } from './classify.ts';
import { createOpenAIClient } from './client.ts';

/**
 * Texts by OpenAI's POST /chat/completions with structured output, or by any server that speaks it at `baseUrl`.
 * https://platform.openai.com/docs/api-reference/chat/create, https://platform.openai.com/docs/guides/structured-outputs
 */
export function createOpenAIChatModel({ model, ...options }: VendorOptions): ChatModel {
  const client = createOpenAIClient(options);
  return {
    provider: 'openai',
    model,
    async ask(request, signal) {
      const answer = await callVendor(
        {
          vendor: 'OpenAI',
          timeoutMs: chatTimeoutMs,
          call: (either) => client.chat.completions.create(orderFor(model, request), { signal: either }),
          classify: classifyOpenAIError,
        },
        signal,
      );
      return readAnswer(answer);
    },
  };
}

function orderFor(
  model: string,
  { instructions, message, schema, maximumTokens }: ChatRequest,
): ChatCompletionCreateParamsNonStreaming {
  const { name, properties } = schema;
  return {
    model,
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content: message },
    ],
    max_completion_tokens: maximumTokens,
    response_format: {
      type: 'json_schema',
      json_schema: {
        name,
        strict: true,
        schema: {
          type: 'object',
          properties,
          required: Object.keys(properties),
          additionalProperties: false,
        },
      },
    },
  };
}

function readAnswer(answer: Partial<ChatCompletion> | null): ChatAnswer {
  // A server that only resembles OpenAI may answer 200 with anything.
  const choice = answer?.choices?.[0];
  if (choice?.message?.refusal || choice?.finish_reason === 'content_filter')
    throw new ModelRefused('OpenAI refused to write this');
  if (choice?.finish_reason === 'length') throw new ModelAnswerLost('OpenAI’s answer was cut off');
  return {
    value: parseAnswer('OpenAI', choice?.message?.content),
    tokens: { input: answer?.usage?.prompt_tokens ?? null, output: answer?.usage?.completion_tokens ?? null },
  };
}
