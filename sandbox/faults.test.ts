import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GoogleGenerativeAI } from '@google/generative-ai';
import OpenAI, { APIConnectionError, APIUserAbortError } from 'openai';
import { eventually } from '../test/support/eventually.ts';
import { startTestSandbox, type TestSandbox } from '../test/support/testSandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

/** A prompt that no other test has. */
const aPrompt = (words = 'a beach') => `${words} ${randomUUID()}`;

const openai = (prompt: string, options: { signal?: AbortSignal; apiKey?: string } = {}) =>
  new OpenAI({
    apiKey: options.apiKey ?? 'sk-test',
    baseURL: `${sandbox.url}/openai/v1`,
    maxRetries: 0,
  }).images.generate({ model: 'gpt-image-2', prompt, size: '1024x640' }, { signal: options.signal });

const gemini = async (prompt: string) =>
  (
    await new GoogleGenerativeAI('AIza-test')
      .getGenerativeModel({ model: 'gemini-3.1-flash-image' }, { baseUrl: `${sandbox.url}/gemini` })
      .generateContent(prompt)
  ).response;

const failure = (answer: Promise<unknown>): Promise<object> =>
  answer.then(
    () => ({ status: 200 }),
    (error: unknown) => error as object,
  );

const refusals = [
  ['rate_limited', '429', 429],
  ['server_error', '500', 500],
  ['unavailable', '503', 503],
] as const;

describe.each(['control', 'words'] as const)('set by %s', (way) => {
  /** A prompt that meets a fault. */
  async function promptWith(standIn: string, fault: string, word: string): Promise<string> {
    const prompt = aPrompt();
    if (way === 'words') return `[${word}] ${prompt}`;
    await sandbox.fault({ standIn, fault, match: prompt });
    return prompt;
  }

  test.each(refusals)('%s fails as the vendors do', async (fault, word, status) => {
    const prompt = await promptWith('openai', fault, word);
    expect(await failure(openai(prompt))).toMatchObject({ status });
    expect(await failure(gemini(await promptWith('gemini', fault, word)))).toMatchObject({ status });
    expect(await sandbox.calls(prompt)).toMatchObject([{ outcome: 'refused', status, worked: false }]);
  });

  test('bad_key refuses the key', async () => {
    expect(await failure(openai(await promptWith('openai', 'bad_key', 'bad key')))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    expect(await failure(gemini(await promptWith('gemini', 'bad_key', 'bad key')))).toMatchObject({
      status: 400,
      errorDetails: [expect.objectContaining({ reason: 'API_KEY_INVALID' })],
    });
  });

  test('refuse is an error of OpenAI’s, and an answer without candidates of Gemini’s', async () => {
    expect(await failure(openai(await promptWith('openai', 'refuse', 'refuse')))).toMatchObject({
      status: 400,
      code: 'moderation_blocked',
    });
    const answer = await gemini(await promptWith('gemini', 'refuse', 'refuse'));
    expect(answer.promptFeedback).toEqual({ blockReason: 'PROHIBITED_CONTENT' });
    expect(answer.candidates).toBeUndefined();
  });

  test('broken_base64 is an answer that is no picture', async () => {
    const answer = await openai(await promptWith('openai', 'broken_base64', 'broken'));
    expect(answer.data?.[0]?.b64_json).toMatch(/^!!! this is not base64/);
  });

  test('a drop does the work and breaks the connection', async () => {
    const prompt = await promptWith('openai', 'drop_after_work', 'drop');
    expect(await failure(openai(prompt))).toBeInstanceOf(APIConnectionError);
    expect(await sandbox.calls(prompt)).toMatchObject([{ outcome: 'dropped', status: null, worked: true }]);
  });

  test('a caller who leaves a slow answer is noted, and nothing is worked', async () => {
    const prompt = await promptWith('openai', 'slow', 'slow 60s');
    const leaving = new AbortController();
    const answer = failure(openai(prompt, { signal: leaving.signal }));
    await eventually(async () =>
      expect(await sandbox.calls(prompt)).toMatchObject([{ outcome: 'received', status: null }]),
    );
    leaving.abort();
    expect(await answer).toBeInstanceOf(APIUserAbortError);
    await eventually(async () =>
      expect(await sandbox.calls(prompt)).toMatchObject([{ outcome: 'left', worked: false }]),
    );
  });
});

describe('by control', () => {
  test('the wait of a rate limit is what was asked, in each vendor’s own way', async () => {
    const prompt = aPrompt();
    for (const standIn of ['openai', 'gemini']) {
      const fault = { standIn, fault: 'rate_limited', match: prompt, retryAfterSeconds: 7 };
      await fetch(`${sandbox.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) });
    }
    const refused = (await failure(openai(prompt))) as { headers: Headers };
    expect(refused.headers.get('retry-after')).toBe('7');
    expect(await failure(gemini(prompt))).toMatchObject({
      errorDetails: [expect.objectContaining({ retryDelay: '7s' })],
    });
  });

  test('a slow answer comes after its time', async () => {
    const prompt = aPrompt();
    await sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 300, match: prompt });
    const asked = performance.now();
    await openai(prompt);
    expect(performance.now() - asked).toBeGreaterThan(299);
  });

  test('a drop before the work makes nothing', async () => {
    const prompt = aPrompt();
    await sandbox.fault({ standIn: 'gemini', fault: 'drop_before_work', match: prompt });
    await expect(gemini(prompt)).rejects.toThrow(/fetch failed/);
    expect(await sandbox.calls(prompt)).toMatchObject([{ outcome: 'dropped', worked: false }]);
  });

  test('a fault meets so many calls that match, in the order in which faults were set', async () => {
    const prompt = aPrompt();
    await sandbox.fault({ standIn: 'openai', fault: 'server_error', times: 2, match: prompt });
    await sandbox.fault({ standIn: 'openai', fault: 'unavailable', match: prompt });
    const statuses = [];
    await openai(aPrompt());
    await gemini(prompt);
    for (let call = 0; call < 4; call += 1) statuses.push(await failure(openai(prompt)));
    expect(statuses).toMatchObject([{ status: 500 }, { status: 500 }, { status: 503 }, { status: 200 }]);
  });

  test('faults are listed, and cleared', async () => {
    const match = aPrompt();
    await sandbox.fault({ standIn: 'mail', fault: 'reject', times: 3, match });
    const faults = `${sandbox.url}/control/faults`;
    expect(await (await fetch(faults)).json()).toEqual([
      { id: expect.any(String), standIn: 'mail', fault: 'reject', times: 3, match },
    ]);
    expect((await fetch(faults, { method: 'DELETE' })).status).toBe(204);
    expect(await (await fetch(faults)).json()).toEqual([]);
  });

  test.each<[object, RegExp]>([
    [{ standIn: 'dalle', fault: 'slow' }, /no stand-in "dalle": choose among openai, gemini, .*mail/],
    [{ standIn: 'mail', fault: 'slow' }, /mail knows no fault "slow": choose among reject, temporary/],
    [{ standIn: 'openai', fault: 'explode' }, /fault/],
    [{ standIn: 'openai', fault: 'slow', times: 0 }, /times/],
    [{ standIn: 'openai', fault: 'slow', tims: 2 }, /tims/],
  ])('%j is told to be no fault', async (fault, message) => {
    const response = await fetch(`${sandbox.url}/control/faults`, {
      method: 'POST',
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(message);
  });
});

describe('by words', () => {
  test('“once” is the first time of the very prompt', async () => {
    const prompt = aPrompt('[500 Once]');
    const [first, second] = [await failure(openai(prompt)), await failure(openai(prompt))];
    expect([first, second]).toMatchObject([{ status: 500 }, { status: 200 }]);
  });

  test('other words in brackets mean nothing', async () => {
    await expect(openai(aPrompt('a [red] car [with wheels]'))).resolves.toBeDefined();
    expect(await failure(openai(aPrompt('a [red] car [503]')))).toMatchObject({ status: 503 });
  });
});

test('the journal tells what was called, and by whom, without a key', async () => {
  const prompt = aPrompt();
  const apiKey = `sk-canary-${randomUUID()}`;
  await openai(prompt, { apiKey });
  await openai(prompt, { apiKey: 'sk-another' });
  await failure(
    new OpenAI({ apiKey, baseURL: `${sandbox.url}/openai/v1` }).images.generate({ prompt, n: 0 }),
  );

  const calls = await sandbox.calls(prompt);
  expect(calls[0]).toEqual({
    id: expect.any(String),
    standIn: 'openai',
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    method: 'POST',
    path: '/openai/v1/images/generations',
    prompt,
    caller: expect.stringMatching(/^[0-9a-f]{12}$/),
    outcome: 'answered',
    status: 200,
    worked: true,
  });
  expect(calls).toHaveLength(2);
  expect(calls[1].caller).not.toBe(calls[0].caller);

  const all = await sandbox.calls('');
  expect(all.at(-1)).toMatchObject({ prompt: '', outcome: 'refused', status: 400, worked: false });
  expect(JSON.stringify(all)).not.toContain('canary');
});
