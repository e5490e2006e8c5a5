import { z } from 'zod';
import type { Schema, Thought, ToolCall, Turn } from '../thinking/order.ts';

const ignored = z.unknown().optional();
const Content = z.union([
  z.string(),
  z.array(z.object({ type: z.literal('text'), text: z.string() })).min(1),
]);
const Message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['developer', 'system', 'user']), content: Content }),
  z.object({
    role: z.literal('assistant'),
    content: Content.nullish(),
    refusal: z.string().nullish(),
    tool_calls: z
      .array(
        z.object({
          id: z.string(),
          type: z.literal('function'),
          function: z.object({ name: z.string(), arguments: z.string() }),
        }),
      )
      .optional(),
  }),
  z.object({ role: z.literal('tool'), content: Content, tool_call_id: z.string() }),
]);
type Message = z.infer<typeof Message>;

/** A JSON Schema: what it may hold is checked apart, where it is strict. */
const JsonSchema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const Name = z.string().regex(/^[\w-]{1,64}$/);

/**
 * https://platform.openai.com/docs/api-reference/chat/create: text in, text, a JSON object or calls of functions out.
 * Of the rest only the names are known, since an unknown one is refused; streaming is not stood in for.
 */
export const ChatRequest = z.strictObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  max_completion_tokens: z.int().min(1).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({ name: Name, strict: z.boolean().nullish(), schema: JsonSchema }),
      }),
    ])
    .nullish(),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({
          name: Name,
          description: z.string().default(''),
          parameters: JsonSchema.optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    )
    .min(1)
    .max(128)
    .nullish(),
  tool_choice: z.union([z.enum(['none', 'auto', 'required']), z.looseObject({})]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  ...{ temperature: ignored, top_p: ignored, seed: ignored, stop: ignored, user: ignored, store: ignored },
  ...{ reasoning_effort: ignored, verbosity: ignored, metadata: ignored, safety_identifier: ignored },
  ...{ prompt_cache_key: ignored, service_tier: ignored },
});
type ChatRequest = z.infer<typeof ChatRequest>;

/** What a request makes a model think about. */
export function thoughtOf({ messages, response_format: format, tools, tool_choice }: ChatRequest): Thought {
  const offered = tool_choice === 'none' ? [] : (tools ?? []);
  return {
    turns: messages.map(turnOf),
    schema: format?.type === 'json_schema' ? format.json_schema.schema : null,
    tools: offered.map(({ function: { name, description, parameters = {} } }) => ({
      ...{ name, description, parameters },
    })),
  };
}

function turnOf(message: Message): Turn {
  const { content } = message;
  const text = typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join('');
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
  return {
    role: message.role === 'developer' ? 'system' : message.role,
    text,
    calls: calls.map(({ function: { name, arguments: given } }) => ({ name, arguments: read(given) })),
  };
}

function read(text: string): ToolCall['arguments'] {
  try {
    return JSON.parse(text) as ToolCall['arguments'];
  } catch {
    return {};
  }
}

/** What of a request contradicts the rest of it; null when nothing does. */
export function contradictionIn({ messages, response_format: format, tools }: ChatRequest) {
  if (format?.type === 'json_schema' && format.json_schema.strict === true) {
    const { name, schema } = format.json_schema;
    const problem = strictProblem(schema, '()');
    if (problem) {
      const message = `Invalid schema for response_format '${name}': ${problem}`;
      return { message, param: 'response_format', code: null };
    }
  }
  for (const [index, { function: tool }] of (tools ?? []).entries()) {
    const problem = tool.strict === true ? strictProblem(tool.parameters ?? {}, '()') : null;
    if (problem) {
      const message = `Invalid schema for function '${tool.name}': ${problem}`;
      return { message, param: `tools[${index}].function.parameters`, code: 'invalid_function_parameters' };
    }
  }
  return unansweredCall(messages);
}

/** https://platform.openai.com/docs/guides/structured-outputs#supported-schemas */
function strictProblem(schema: Schema & { additionalProperties?: unknown }, context: string): string | null {
  const members = Object.entries(schema.properties ?? {});
  if ([schema.type].flat().includes('object')) {
    if (schema.additionalProperties !== false) {
      return `In context=${context}, 'additionalProperties' is required to be supplied and to be false.`;
    }
    const missing = members.find(([name]) => !schema.required?.includes(name))?.[0];
    if (missing !== undefined) {
      return `In context=${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
    }
  }
  const inner: [string, Schema][] = [
    ...members,
    ...Object.entries(schema.$defs ?? {}),
    ...(schema.items ? [['items', schema.items] as [string, Schema]] : []),
    ...(schema.anyOf ?? []).map((each, index): [string, Schema] => [String(index), each]),
  ];
  const problems = inner.map(([name, each]) => strictProblem(each, `('${name}')`));
  return problems.find((problem) => problem !== null) ?? null;
}

/** Every call that an assistant's message makes must be answered right after it. */
function unansweredCall(messages: Message[]) {
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'assistant' || !message.tool_calls) continue;
    const next = messages.slice(index + 1, index + 1 + message.tool_calls.length);
    const answered = new Set(next.flatMap((each) => (each.role === 'tool' ? [each.tool_call_id] : [])));
    const open = message.tool_calls.filter(({ id }) => !answered.has(id)).map(({ id }) => id);
    if (open.length > 0) {
      const text = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`;
      return { message: text, param: `messages[${index + 1}].role`, code: null };
    }
  }
  return null;
}
