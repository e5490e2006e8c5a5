import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat';
import { callVendor } from '../callVendor.ts';
import {
  chatTimeoutMs,
  mostRounds,
  type ChatModel,
  type ChatRequest,
  type ChatTokens,
  type ChatTool,
} from '../chatModel.ts';
import { ModelAnswerLost, ModelRefused } from '../errors.ts';
import { parseAnswer } from '../parseAnswer.ts';
import { addTokens, runTool } from '../tools.ts';
import type { VendorOptions } from '../vendorOptions.ts';
import { classifyOpenAIError } from './classify.ts';
import { createOpenAIClient } from './client.ts';
import { jsonSchemaOf } from './jsonSchema.ts';

/**
 * Texts by OpenAI's POST /chat/completions with structured output and functions, or by any server that speaks it at
 * `baseUrl`. https://platform.openai.com/docs/api-reference/chat/create,
 * https://platform.openai.com/docs/guides/structured-outputs, https://platform.openai.com/docs/guides/function-calling
 */
export function createOpenAIChatModel({ model, ...options }: VendorOptions): ChatModel {
  const client = createOpenAIClient(options);
  return {
    provider: 'openai',
    model,
    async ask(request, signal) {
      const { instructions, message, tools = [], timeoutMs = chatTimeoutMs } = request;
      const until = Date.now() + timeoutMs;
      const messages: ChatCompletionMessageParam[] = [
        { role: 'system', content: instructions },
        { role: 'user', content: message },
      ];
      let tokens: ChatTokens = { input: 0, output: 0 };
      for (let round = 0; ; round += 1) {
        const order = { model, messages, ...orderFor(request, round < mostRounds) };
        const answer = await callVendor<Partial<ChatCompletion> | null>(
          {
            vendor: 'OpenAI',
            timeoutMs: Math.max(1, until - Date.now()),
            call: (either) => client.chat.completions.create(order, { signal: either }),
            classify: classifyOpenAIError,
          },
          signal,
        );
        tokens = addTokens(tokens, tokensOf(answer));
        request.spend?.(tokensOf(answer));
        const calls = callsIn(answer);
        if (calls.length === 0 || round === mostRounds) return { value: readValue(answer), tokens };
        messages.push({ role: 'assistant', tool_calls: calls }, ...(await answersTo(calls, tools)));
      }
    },
  };
}

function orderFor(
  { schema, tools = [], maximumTokens }: ChatRequest,
  mayLookUp: boolean,
): Omit<ChatCompletionCreateParamsNonStreaming, 'model' | 'messages'> {
  return {
    max_completion_tokens: maximumTokens,
    response_format: {
      type: 'json_schema',
      json_schema: { name: schema.name, strict: true, schema: jsonSchemaOf(schema.properties) },
    },
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name, description, strict: true, parameters: jsonSchemaOf(parameters) },
      })),
      tool_choice: mayLookUp ? 'auto' : 'none',
      parallel_tool_calls: false,
    }),
  };
}

// A server that only resembles OpenAI may answer 200 with anything: nothing of an answer is taken for granted.

const callsIn = (answer: Partial<ChatCompletion> | null): ChatCompletionMessageFunctionToolCall[] =>
  (answer?.choices?.[0]?.message?.tool_calls ?? []).filter((call) => call.type === 'function');

/** Every call must be answered right after it. */
const answersTo = (
  calls: ChatCompletionMessageFunctionToolCall[],
  tools: ChatTool[],
): Promise<ChatCompletionMessageParam[]> =>
  Promise.all(
    calls.map(async ({ id, function: { name, arguments: given } }) => {
      const found = await runTool(tools, name, readArguments(given));
      return { role: 'tool' as const, tool_call_id: id, content: JSON.stringify(found) };
    }),
  );

/** What a model gives as arguments may be no JSON: then it gives none. */
function readArguments(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return null;
  }
}

const tokensOf = (answer: Partial<ChatCompletion> | null): ChatTokens => ({
  input: answer?.usage?.prompt_tokens ?? null,
  output: answer?.usage?.completion_tokens ?? null,
});

function readValue(answer: Partial<ChatCompletion> | null): unknown {
  const choice = answer?.choices?.[0];
  if (choice?.message?.refusal || choice?.finish_reason === 'content_filter')
    throw new ModelRefused('OpenAI refused to write this');
  if (choice?.finish_reason === 'length') throw new ModelAnswerLost('OpenAI’s answer was cut off');
  return parseAnswer('OpenAI', choice?.message?.content);
}
