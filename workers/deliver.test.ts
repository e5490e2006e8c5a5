import { Server, ServerCredentials, status, type sendUnaryData } from '@grpc/grpc-js';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutboxEntry } from '../commands/outbox.ts';
import { createTemporalClient } from '../runtime/temporalClient.ts';
import { createTestNamespace } from '../test/support/namespace.ts';
import { deliver } from './deliver.ts';

const taskQueue = 'nobody-works-here';
const anEntry: OutboxEntry = {
  id: '1',
  action: 'start',
  workflow: 'generateImage',
  input: { imageId: 1 },
  projectId: '8d5c2f0e-6f0e-4f5e-9a51-5b1f8f0d9c11',
};
const clientOf = (address: string | undefined, namespace = 'default') =>
  createTemporalClient({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_TLS: false });

describe('Temporal', () => {
  let client: Client;
  beforeAll(async () => {
    client = clientOf(process.env.TEST_TEMPORAL_ADDRESS, await createTestNamespace());
  });
  afterAll(() => client.connection.close());

  test('takes a start in a namespace that knows no search attributes', async () => {
    expect(await deliver({ client, taskQueue }, anEntry)).toEqual({ id: '1', error: null, refused: false });
    expect((await client.workflow.getHandle('generate-image/1').describe()).status.name).toBe('RUNNING');
  });

  test('takes a start again that it has, and the cancelling of what never ran', async () => {
    for (let count = 0; count < 2; count += 1)
      expect(await deliver({ client, taskQueue }, anEntry)).toMatchObject({ error: null });
    const never = { ...anEntry, action: 'cancel', input: { imageId: 7 } } as const;
    expect(await deliver({ client, taskQueue }, never)).toMatchObject({ error: null });
  });

  test('refuses an id that is too long', async () => {
    const entry: OutboxEntry = { ...anEntry, workflow: 'removeFiles', input: { keys: ['k'.repeat(2000)] } };
    expect(await deliver({ client, taskQueue }, entry)).toMatchObject({
      refused: true,
      error: expect.stringContaining('WorkflowId exceeds'),
    });
  });

  test('is not even asked for a workflow that nobody knows: that counts as refused', async () => {
    const entry = { ...anEntry, workflow: 'makeCoffee' } as unknown as OutboxEntry;
    expect(await deliver({ client, taskQueue }, entry)).toMatchObject({
      refused: true,
      error: expect.any(String),
    });
  });
});

describe('a Temporal that answers', () => {
  let answer: status;
  let server: Server;
  let client: Client;
  const answerAsTold = (_call: unknown, reply: sendUnaryData<Buffer>) =>
    reply({ code: answer, details: 'as told' });
  beforeAll(async () => {
    server = new Server();
    const start = {
      path: '/temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution',
      requestStream: false,
      responseStream: false,
      requestSerialize: (value: Buffer) => value,
      requestDeserialize: (value: Buffer) => value,
      responseSerialize: (value: Buffer) => value,
      responseDeserialize: (value: Buffer) => value,
    } as const;
    server.addService({ start }, { start: answerAsTold });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    client = clientOf(`127.0.0.1:${port}`);
  });
  afterAll(async () => {
    await client.connection.close();
    server.forceShutdown();
  });

  test.each([
    ['UNAUTHENTICATED', false],
    ['PERMISSION_DENIED', false],
    ['NOT_FOUND', true],
    ['INVALID_ARGUMENT', true],
    ['UNIMPLEMENTED', true],
  ] as const)('%s has refused: %s', async (code, refused) => {
    answer = status[code];
    expect(await deliver({ client, taskQueue }, anEntry)).toMatchObject({
      refused,
      error: expect.any(String),
    });
  });
});
