import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { database } from '../../db/connection.ts';
import { eventually } from '../support/eventually.ts';
import { aPrompt, orderImage, settledImage } from '../support/images.ts';
import { startOwnTemporal, type OwnServer } from '../support/ownServers.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let temporal: OwnServer;
let stack: TestStack;
let ada: TestPerson;
beforeAll(async () => {
  temporal = await startOwnTemporal();
  stack = await startTestStack({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default' });
  ada = await aPerson(stack.api, 'ada');
});
afterAll(async () => {
  await stack.close();
  await temporal.close();
});

const health = () => stack.api.stranger().get('/health');

test('images ordered while Temporal is away are accepted, said to wait, and made once it is back', async () => {
  await temporal.stop();
  // The API notices, and says so, before anybody asks.
  await eventually(async () =>
    expect(await health()).toMatchObject({
      status: 200,
      body: { status: 'degraded', temporal: 'down', postgres: 'up' },
    }),
  );

  await grantAdmin(ada.email);
  expect(await ada.client.get('/api/admin/jobs')).toMatchObject({
    status: 503,
    body: { code: 'temporal_unavailable' },
  });
  const prompt = aPrompt();
  const orders = await Promise.all(Array.from({ length: 20 }, () => orderImage(ada.client, prompt)));
  for (const { message } of orders) expect(message).toMatch(/dès que le service de workflows/);
  expect(await health()).toMatchObject({
    status: 200,
    body: { status: 'degraded', outbox: { waiting: 20, dead: 0 } },
  });
  expect(await stack.sandbox.calls(prompt)).toEqual([]);

  await temporal.start();
  for (const { id } of orders)
    expect(await settledImage(ada.client, id)).toMatchObject({ status: 'generated' });
  expect(await stack.sandbox.calls(prompt)).toHaveLength(20);
  await eventually(async () =>
    expect((await health()).body).toMatchObject({ status: 'healthy', outbox: { waiting: 0 } }),
  );
});

test('images whose workflows were lost with Temporal’s whole database are made, each by one call', async () => {
  const prompt = aPrompt();
  await stack.sandbox.fault({ standIn: 'openai', fault: 'slow', delayMs: 60_000, times: 5, match: prompt });
  const orders = await Promise.all(Array.from({ length: 5 }, () => orderImage(ada.client, prompt)));
  await eventually(async () => expect(await stack.sandbox.calls(prompt)).toHaveLength(5));
  await stack.worker.kill();
  await temporal.stop();
  for (const file of readdirSync(temporal.directory).filter((name) => name.startsWith('temporal.db')))
    rmSync(join(temporal.directory, file));
  // Younger work is taken to be on its way: the reconciler leaves it alone for two minutes.
  await database().query(`update images set promised_at = promised_at - interval '3 minutes'`);

  await temporal.start();
  await stack.worker.start();
  for (const { id } of orders)
    expect(await settledImage(ada.client, id)).toMatchObject({ status: 'generated' });
  const calls = await stack.sandbox.calls(prompt);
  expect(calls.filter(({ worked }: { worked: boolean }) => worked)).toHaveLength(5);
  expect(calls).toHaveLength(10);
});
