import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import { createTestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { aPrompt, orderImage, settledImage } from '../support/images.ts';
import { startOwnPostgres, type OwnServer } from '../support/ownServers.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let postgres: OwnServer;
let stack: TestStack;
let ada: TestPerson;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  stack = await startTestStack({ DATABASE_URL: await createTestDatabase(postgres.address) });
  ada = await aPerson(stack.api, 'ada');
});
afterAll(async () => {
  await stack.close();
  await postgres.close();
});

test('while Postgres is away requests say so, and once it is back all goes on by itself', async () => {
  // The model works on this one while Postgres goes, and answers while it is away.
  const prompt = aPrompt();
  await stack.sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 2_000, match: prompt });
  const { id } = await orderImage(ada.client, prompt);
  await eventually(async () =>
    expect(await stack.sandbox.calls(prompt)).toMatchObject([{ outcome: 'received' }]),
  );
  await postgres.stop();
  await eventually(async () =>
    expect(await stack.sandbox.calls(prompt)).toMatchObject([{ outcome: 'answered' }]),
  );

  const unavailable = {
    status: 503,
    body: { status: 503, code: 'database_unavailable', detail: expect.any(String) },
  };
  const requests = await Promise.all([
    ada.client.get('/api/images'),
    ada.client.post('/api/images/generate', { prompt }),
    ada.client.post('/api/images/generate', { prompt }, { headers: { 'Idempotency-Key': randomUUID() } }),
    stack.api.stranger().post('/api/auth/login', { username: ada.username, password: aPassword }),
    stack.api.stranger().post('/api/v1/auth/forgot-password', { email: ada.email }),
  ]);
  for (const answer of requests) {
    expect(answer).toMatchObject(unavailable);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await stack.api.stranger().get('/health')).toMatchObject({
    status: 503,
    body: { status: 'unhealthy', postgres: 'down', temporal: 'up', outbox: null },
  });

  await postgres.start();
  await eventually(async () => expect((await ada.client.get('/api/images')).status).toBe(200));
  expect(await settledImage(ada.client, id)).toMatchObject({ status: 'generated' });
  expect(await stack.sandbox.calls(prompt)).toHaveLength(1);
  expect((await stack.api.stranger().get('/health')).body).toMatchObject({ status: 'healthy' });

  // Which channel was named last is the listener's own affair: that it listens again is the promise.
  await eventually(async () =>
    expect(
      await row(`select query from pg_stat_activity where application_name = 'socialsync-listen'`),
    ).toEqual({ query: expect.stringMatching(/^listen (outbox|inbox|live)$/u) }),
  );
  const later = await orderImage(ada.client);
  expect(await settledImage(ada.client, later.id)).toMatchObject({ status: 'generated' });
});
