import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { ApiClient } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { aPrompt, orderImage, settledImage } from '../support/images.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { TestProcess } from '../support/testProcess.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** What operators' tools wait before they kill. */
const closeWithinMs = 10_000;

let stack: TestStack;
let ada: TestPerson;
beforeAll(async () => {
  stack = await startTestStack();
  ada = await aPerson(stack.api, 'ada');
});
afterAll(() => stack.close());

/** Orders an image whose first model call would take a minute; resolves once that call is under way. */
async function orderSlowImage(prompt: string): Promise<number> {
  await stack.sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 60_000, match: prompt });
  const { id } = await orderImage(ada.client, prompt);
  await eventually(async () =>
    expect(await stack.sandbox.calls(prompt)).toMatchObject([{ outcome: 'received' }]),
  );
  return id;
}

/** Keeps the row of an image from being settled, until released. */
async function lockImage(id: number): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: stack.api.environment.DATABASE_URL });
  await client.connect();
  await client.query('begin');
  await client.query('select from images where id = $1 for update', [id]);
  return () => client.end();
}

/** Where the model's answer is kept until the image is settled. */
async function keptAnswer(imageId: number): Promise<string> {
  const { key } = await ImageGeneration.findOne({ where: { imageId }, rejectOnEmpty: true });
  return join(stack.api.config.MEDIA_DIR, 'generations', `${key}.json`);
}

describe('a worker that is killed', () => {
  const asked = { prompt: aPrompt(), id: 0 };
  const answered = { prompt: aPrompt(), id: 0, answer: '' };

  // Two images at two stages of one crash: it takes ten seconds until Temporal misses the worker.
  beforeAll(async () => {
    asked.id = await orderSlowImage(asked.prompt);
    // The row is locked before a model can answer: there is no other worker meanwhile.
    await stack.worker.kill();
    answered.id = (await orderImage(ada.client, answered.prompt)).id;
    const release = await lockImage(answered.id);
    answered.answer = await keptAnswer(answered.id);
    await stack.worker.start();
    await eventually(() => expect(existsSync(answered.answer)).toBe(true));
    await stack.worker.kill();
    await release();
    await stack.worker.start();
  });

  test('during the model call is followed by one that asks again, once', async () => {
    expect(await settledImage(ada.client, asked.id)).toMatchObject({ status: 'generated' });
    // The stand-in does its work at the end of the wait; a real vendor may bill the call that was left, too.
    expect(await stack.sandbox.calls(asked.prompt)).toMatchObject([
      { outcome: 'left', worked: false },
      { outcome: 'answered', worked: true },
    ]);
  });

  test('after the model answered is followed by one that finds the answer: nobody is paid twice', async () => {
    expect(await settledImage(ada.client, answered.id)).toMatchObject({ status: 'generated' });
    expect(await stack.sandbox.calls(answered.prompt)).toMatchObject([{ outcome: 'answered', worked: true }]);
    await eventually(() => expect(existsSync(answered.answer)).toBe(false));
  });
});

test('a worker that is told to stop does so in time, and another one finishes its images', async () => {
  const asked = { prompt: aPrompt(), id: 0 };
  const answered = { prompt: aPrompt(), id: 0 };
  asked.id = await orderSlowImage(asked.prompt);
  // The other one hangs on a lock, which no cancellation reaches.
  await stack.sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 2_000, match: answered.prompt });
  answered.id = (await orderImage(ada.client, answered.prompt)).id;
  const release = await lockImage(answered.id);
  const answer = await keptAnswer(answered.id);
  await eventually(() => expect(existsSync(answer)).toBe(true));
  const told = performance.now();
  expect(await stack.worker.stop()).toEqual({ code: 0, signal: null });
  expect(performance.now() - told).toBeLessThan(closeWithinMs);

  await release();
  await stack.worker.start();
  for (const { id } of [asked, answered])
    expect(await settledImage(ada.client, id)).toMatchObject({ status: 'generated' });
  expect(await stack.sandbox.calls(asked.prompt)).toMatchObject([
    { outcome: 'left', worked: false },
    { outcome: 'answered', worked: true },
  ]);
  expect(await stack.sandbox.calls(answered.prompt)).toHaveLength(1);
});

describe('an API', () => {
  /** Another API of the same product, as a process. */
  async function startApiProcess() {
    const process = new TestProcess('api/main.ts', { ...stack.api.environment, RATE_LIMITS: 'false' });
    const { port } = await process.start();
    return { process, url: `http://127.0.0.1:${String(port)}` };
  }

  test('that is killed right after it accepted an image has not lost it', async () => {
    const { process, url } = await startApiProcess();
    const prompt = aPrompt();
    const { id } = await orderImage(new ApiClient(url, ada.client.headers), prompt);
    await process.kill();
    expect(await settledImage(ada.client, id)).toMatchObject({ status: 'generated' });
    expect(await stack.sandbox.calls(prompt)).toHaveLength(1);
  });

  test('that is told to stop answers what it has begun, and refuses the rest at connect', async () => {
    const { process, url } = await startApiProcess();
    const agent = new Agent({ keepAlive: true });
    const clients = Array.from({ length: 100 }, (_, index) => `nobody.${index}@example.com`);
    const ask = (email: string) => post(new URL('/api/v1/auth/forgot-password', url), { email }, agent);
    // Each gets a connection that the API has accepted, and keeps it.
    await Promise.all(clients.map((email) => ask(email).status));
    // The answer takes 300 ms, so all are in flight when the signal comes.
    const requests = clients.map(ask);
    await Promise.all(requests.map(({ sent }) => sent));
    const told = performance.now();
    const stopped = process.stop();

    // Each goes on over the connection it has, for as long as it is let.
    const untilRefused = async (email: string, first: SentRequest) => {
      const statuses: (number | undefined)[] = [];
      for (let request = first; ; request = ask(email)) {
        try {
          statuses.push(await request.status);
        } catch (error) {
          // A connection that rests may be closed while the next request is on its way: not begun, so not lost.
          if (request !== first && request.isReused()) continue;
          return { statuses: new Set(statuses), code: (error as NodeJS.ErrnoException).code };
        }
      }
    };
    const outcomes = await Promise.all(
      requests.map((request, index) => untilRefused(clients[index] ?? '', request)),
    );
    expect(outcomes).toEqual(clients.map(() => ({ statuses: new Set([202]), code: 'ECONNREFUSED' })));
    expect(await stopped).toEqual({ code: 0, signal: null });
    expect(performance.now() - told).toBeLessThan(closeWithinMs);
  });
});

interface SentRequest {
  /** The request has left. */
  sent: Promise<unknown>;
  status: Promise<number | undefined>;
  /** Whether it went over a connection that had served another one. */
  isReused(): boolean;
}

/** A POST of which one knows when it has left; fetch tells only of the answer. */
function post(url: URL, body: object, agent: Agent): SentRequest {
  const headers = { 'content-type': 'application/json' };
  const request = httpRequest(url, { agent, method: 'POST', headers });
  const status = once(request, 'response').then(async ([response]: IncomingMessage[]) => {
    response?.resume();
    if (response) await once(response, 'end');
    return response?.statusCode;
  });
  const sent = new Promise((resolve) => request.once('finish', resolve));
  request.end(JSON.stringify(body));
  return { sent, status, isReused: () => request.reusedSocket };
}
