import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { SendingStep } from '../contracts/sending.ts';
import { rowChanged } from '../contracts/workflows.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import type { sendMessage } from './sendMessage.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

const minute = 60_000;

/** Runs the workflow over these steps, one after the other; what it returned, and how long after the first the last was. */
async function run(
  steps: SendingStep[],
  work: (handle: WorkflowHandle<typeof sendMessage>) => Promise<string> = (handle) => handle.result(),
): Promise<{ state: string; tookMs: number }> {
  const times: number[] = [];
  const deliverMessage = async (): Promise<SendingStep> => {
    times.push(await world.environment.currentTimeMs());
    return steps.shift() ?? { state: 'gone', againInMs: null };
  };
  return world.withActivities({ deliverMessage }, async (taskQueue) => {
    const handle = await world.environment.client.workflow.start<typeof sendMessage>('sendMessage', {
      workflowId: `send-message/${taskQueue}`,
      taskQueue,
      args: [{ messageId: 'one' }],
    });
    const state = await work(handle);
    return { state, tookMs: (times.at(-1) ?? 0) - (times[0] ?? 0) };
  });
}

test('waits as long as a step says, and ends with the message', async () => {
  const { state, tookMs } = await run([
    { state: 'queued', againInMs: minute },
    { state: 'sent', againInMs: null },
  ]);
  expect(state).toBe('sent');
  expect(tookMs).toBeGreaterThanOrEqual(minute);
});

test('of a message whose outcome nobody told it looks again when none can come any more', async () => {
  const { state, tookMs } = await run([
    { state: 'unknown', againInMs: 10 * minute },
    { state: 'unknown', againInMs: null },
  ]);
  expect(state).toBe('unknown');
  expect(tookMs).toBeGreaterThanOrEqual(10 * minute);
});

test('one that waits for the message ahead of it ends: whoever settles that one starts it again', async () => {
  expect(await run([{ state: 'queued', againInMs: null }])).toMatchObject({ state: 'queued' });
});

test('one that a platform keeps waiting for long grows no long history', async () => {
  const waits = Array.from({ length: 100 }, () => ({ state: 'queued' as const, againInMs: 5_000 }));
  const { state } = await run([...waits, { state: 'sent', againInMs: null }], async (handle) => {
    const result = await handle.result();
    const { historyLength } = await world.environment.client.workflow.getHandle(handle.workflowId).describe();
    expect(historyLength).toBeLessThan(700);
    return result;
  });
  expect(state).toBe('sent');
});

test('a change wakes it before its time', async () => {
  const { state, tookMs } = await run(
    [
      { state: 'queued', againInMs: 60 * minute },
      { state: 'sent', againInMs: null },
    ],
    async (handle) => {
      await handle.signal(rowChanged);
      return handle.result();
    },
  );
  expect(state).toBe('sent');
  expect(tookMs).toBeLessThan(60 * minute);
});
