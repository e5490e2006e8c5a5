import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChatModel, ChatRequest, ChatTool } from './chatModel.ts';
import { createChatModel } from './createChatModel.ts';
import { ModelAnswerLost } from './errors.ts';
import { answerJson, startVendor, staySilent } from './vendorForTests.ts';

const never = new AbortController().signal;
let vendor: Awaited<ReturnType<typeof startVendor>>;
const models = {} as Record<ChatModel['provider'], ChatModel>;
beforeAll(async () => {
  vendor = await startVendor();
  for (const provider of ['openai', 'gemini'] as const)
    models[provider] = createChatModel({
      provider,
      apiKey: 'k',
      baseUrl: vendor.url,
      model: `${provider}-1`,
    });
});
afterAll(() => vendor.close());
beforeEach(() => {
  vendor.received.length = 0;
  asked.length = 0;
});

const asked: unknown[] = [];
const findOrders: ChatTool = {
  name: 'find_orders',
  description: 'the orders',
  parameters: { order_number: { type: 'string', mayBeNull: true, description: 'one' } },
  async run(given) {
    asked.push(given);
    return [{ order_number: '7' }];
  },
};
const request: ChatRequest = {
  ...{ instructions: 'Answer.', message: 'Where is order 7?', tools: [findOrders], maximumTokens: 500 },
  schema: {
    name: 'answer',
    properties: {
      decision: { type: 'string', choices: ['reply', 'ask'], description: 'what to do' },
      confidence: { type: 'number', description: 'how sure' },
      sources: {
        type: 'objects',
        description: 'what it rests on',
        members: { id: { type: 'string', description: 'its id' } },
      },
    },
  },
};
const value = { decision: 'reply', confidence: 1, sources: [] };

/** The vendor gives these answers, one after the other; the last of them from then on. */
function answerInTurn(...bodies: unknown[]) {
  vendor.answers((response) => {
    const body = bodies.length > 1 ? bodies.shift() : bodies[0];
    answerJson(200, body)(response);
  });
}
const openai = {
  call: (given = '{"order_number":"7"}', name = 'find_orders') => ({
    choices: [
      {
        ...{ index: 0, finish_reason: 'tool_calls' },
        message: {
          ...{ role: 'assistant', content: null, refusal: null },
          tool_calls: [{ id: 'call_1', type: 'function', function: { name, arguments: given } }],
        },
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 2 },
  }),
  text: (content: string) => ({
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
    usage: { prompt_tokens: 20, completion_tokens: 3 },
  }),
};
const gemini = {
  call: {
    candidates: [
      {
        finishReason: 'STOP',
        content: {
          role: 'model',
          parts: [
            {
              functionCall: { id: 'c1', name: 'find_orders', args: { order_number: '7' } },
              thoughtSignature: 'sealed',
            },
          ],
        },
      },
    ],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 2, thoughtsTokenCount: 5 },
  },
  text: (text: string) => ({
    candidates: [{ finishReason: 'STOP', content: { role: 'model', parts: [{ text }] } }],
    usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 3 },
  }),
};

describe('OpenAI', () => {
  test('looks up what it needs, then answers in the form that was asked for; all its tokens count', async () => {
    answerInTurn(openai.call(), openai.text(JSON.stringify(value)));
    await expect(models.openai.ask(request, never)).resolves.toEqual({
      ...{ value, tokens: { input: 30, output: 5 } },
    });
    expect(asked).toEqual([{ order_number: '7' }]);
    const [first, second] = vendor.received.map(({ body }) => body);
    expect(first).toMatchObject({
      ...{ tool_choice: 'auto', parallel_tool_calls: false },
      tools: [
        {
          type: 'function',
          function: {
            ...{ name: 'find_orders', strict: true },
            parameters: {
              ...{ type: 'object', required: ['order_number'], additionalProperties: false },
              properties: { order_number: { type: ['string', 'null'], description: 'one' } },
            },
          },
        },
      ],
      response_format: {
        json_schema: {
          schema: {
            properties: {
              decision: { type: 'string', enum: ['reply', 'ask'] },
              confidence: { type: 'number' },
              sources: { type: 'array', items: { required: ['id'], additionalProperties: false } },
            },
          },
        },
      },
    });
    expect(second).toMatchObject({
      messages: [
        { role: 'system' },
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'call_1' }] },
        { role: 'tool', tool_call_id: 'call_1', content: '[{"order_number":"7"}]' },
      ],
    });
  });

  test('is told of a function that there is not, and its arguments may be no JSON', async () => {
    answerInTurn(openai.call('{', 'find_orders'), openai.call('{}', 'drop_table'), openai.text('{}'));
    await models.openai.ask(request, never);
    expect(asked).toEqual([null]);
    expect(JSON.stringify(vendor.received[2]?.body)).toContain('there is no such function');
  });

  test('may not look up for ever', async () => {
    answerInTurn(openai.call());
    await expect(models.openai.ask(request, never)).rejects.toBeInstanceOf(ModelAnswerLost);
    expect(vendor.received).toHaveLength(4);
    expect(vendor.received[3]?.body).toMatchObject({ tool_choice: 'none' });
  });
});

describe('Gemini', () => {
  test('looks up first, in its own turns, then answers without functions', async () => {
    answerInTurn(gemini.call, gemini.text('It is there.'), gemini.text(JSON.stringify(value)));
    await expect(models.gemini.ask(request, never)).resolves.toEqual({
      ...{ value, tokens: { input: 50, output: 13 } },
    });
    expect(asked).toEqual([{ order_number: '7' }]);
    const [first, second, last] = vendor.received.map(({ body }) => body as Record<string, unknown>);
    expect(first).toMatchObject({
      tools: [
        {
          functionDeclarations: [
            {
              name: 'find_orders',
              parameters: {
                type: 'object',
                properties: { order_number: { type: 'string', nullable: true } },
              },
            },
          ],
        },
      ],
    });
    expect(first?.generationConfig).toEqual({ maxOutputTokens: 500 });
    expect(second).toMatchObject({
      contents: [
        { role: 'user' },
        { role: 'model', parts: [{ functionCall: { name: 'find_orders' }, thoughtSignature: 'sealed' }] },
        {
          role: 'function',
          parts: [
            { functionResponse: { name: 'find_orders', response: { result: [{ order_number: '7' }] } } },
          ],
        },
      ],
    });
    expect(last?.tools).toBeUndefined();
    expect(last).toMatchObject({
      generationConfig: {
        responseMimeType: 'application/json',
        responseSchema: {
          type: 'object',
          required: ['decision', 'confidence', 'sources'],
          properties: {
            decision: { type: 'string', enum: ['reply', 'ask'] },
            sources: { type: 'array', items: { type: 'object', required: ['id'] } },
          },
        },
      },
    });
  });

  test('may not look up for ever', async () => {
    answerInTurn(gemini.call);
    await expect(models.gemini.ask(request, never)).rejects.toBeInstanceOf(ModelAnswerLost);
    expect(vendor.received).toHaveLength(4);
  });
});

test.each(['openai', 'gemini'] as const)(
  '%s has as long as the request gives, for all of it',
  async (provider) => {
    vendor.answers(staySilent);
    const hurried = models[provider].ask({ ...request, timeoutMs: 200 }, never);
    await expect(hurried).rejects.toBeInstanceOf(ModelAnswerLost);
  },
);

test('what a tool throws ends the call', async () => {
  answerInTurn(openai.call());
  const broken = {
    ...findOrders,
    async run(): Promise<never> {
      throw new Error('the database is away');
    },
  };
  await expect(models.openai.ask({ ...request, tools: [broken] }, never)).rejects.toThrow(
    'the database is away',
  );
});
