import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GoogleGenerativeAI, SchemaType } from '@google/generative-ai';
import OpenAI from 'openai';
import { startTestSandbox, type TestSandbox } from '../test/support/testSandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const schema = {
  type: 'object',
  properties: { title: { type: 'string' }, caption: { type: 'string' } },
  required: ['title', 'caption'],
  additionalProperties: false,
};

const openai = (prompt: string, changes: object = {}) =>
  new OpenAI({
    apiKey: 'sk-test',
    baseURL: `${sandbox.url}/openai/v1`,
    maxRetries: 0,
  }).chat.completions.create({
    model: 'gpt-5-mini',
    messages: [
      { role: 'system', content: 'Write.' },
      { role: 'user', content: prompt },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'texts', strict: true, schema } },
    ...changes,
    stream: undefined,
  });

const gemini = async (prompt: string, model = 'gemini-2.5-flash') =>
  (
    await new GoogleGenerativeAI('AIza-test')
      .getGenerativeModel({ model }, { baseUrl: `${sandbox.url}/gemini` })
      .generateContent({
        systemInstruction: { role: 'system', parts: [{ text: 'Write.' }] },
        contents: [{ role: 'user', parts: [{ text: prompt }] }],
        generationConfig: {
          responseMimeType: 'application/json',
          responseSchema: {
            type: SchemaType.OBJECT,
            properties: { title: { type: SchemaType.STRING }, caption: { type: SchemaType.STRING } },
          },
        },
      })
  ).response;

test('both vendors answer with an object of the asked members, about what was asked, and tell the tokens', async () => {
  const expected = { title: '✨ a beach', caption: '✨ a beach' };
  const { choices, usage } = await openai('a beach');
  expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual(expected);
  expect(usage?.total_tokens).toBeGreaterThan(0);
  const answer = await gemini('a beach');
  expect(JSON.parse(answer.text())).toEqual(expected);
  expect(answer.usageMetadata?.totalTokenCount).toBeGreaterThan(0);
  expect(await sandbox.calls('a beach')).toMatchObject([
    { standIn: 'openai', outcome: 'answered', worked: true },
    { standIn: 'gemini', outcome: 'answered', worked: true },
  ]);
});

test('without a schema, OpenAI answers in words', async () => {
  const { choices } = await openai('a beach', { response_format: { type: 'text' } });
  expect(choices[0]?.message.content).toBe('✨ a beach');
});

test('a refusal is said, not an error: a member of OpenAI’s message, no candidates of Gemini’s', async () => {
  const { choices } = await openai('a beach [refuse]');
  expect(choices[0]?.message).toMatchObject({ content: null, refusal: expect.any(String) });
  expect(await gemini('a beach [refuse]')).toMatchObject({
    promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
  });
});

test('a broken answer is no JSON', async () => {
  const { choices } = await openai('a beach [broken]');
  expect(() => JSON.parse(choices[0]?.message.content ?? '')).toThrow(SyntaxError);
});

test('what the protocol does not know is refused, and so is a model that is none', async () => {
  await expect(openai('a beach', { max_token: 3 })).rejects.toMatchObject({
    status: 400,
    param: 'max_token',
  });
  await expect(openai('a beach', { model: 'gpt-image-2' })).rejects.toMatchObject({ status: 404 });
  await expect(openai('a beach [503]')).rejects.toMatchObject({ status: 503 });
  await expect(gemini('a beach [429]')).rejects.toMatchObject({ status: 429 });
});
