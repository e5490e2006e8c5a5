import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  runToEnd,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../test/support/workflowEnvironment.ts';
import type { sendBatch } from './sendBatch.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

const minute = 60_000;

/** Runs the workflow with steps that leave the batch so, one after the other; how many there were, and how long it took. */
async function run(...steps: (number | null)[]) {
  let calls = 0;
  const activities = {
    sendBatchMessages: async () => {
      calls += 1;
      return { againInMs: steps[calls - 1] ?? null };
    },
  };
  const { took } = await runToEnd<typeof sendBatch>(world, 'sendBatch', { batchId: 'b' }, activities);
  return { calls, took };
}

test('a batch that is done needs one step', async () => {
  expect(await run(null)).toMatchObject({ calls: 1 });
});

test('goes on at once where a step was long enough, and later where the platform wants that', async () => {
  const { calls, took } = await run(0, 3 * minute, null);
  expect(calls).toBe(3);
  expect(took).toBeGreaterThanOrEqual(3 * minute);
});
