import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConnectionOutcome } from '../contracts/syncing.ts';
import {
  runToEnd,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../test/support/workflowEnvironment.ts';
import type { refreshToken } from './refreshToken.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

const minute = 60_000;

/** Runs the workflow against these outcomes, one after the other. */
async function run(...outcomes: ConnectionOutcome[]) {
  let calls = 0;
  const activities = {
    refreshOneToken: async () => {
      calls += 1;
      return outcomes[calls - 1] ?? { status: 'success' as const, retryAfterMs: null };
    },
  };
  const input = { connectionId: 'c' };
  const ran = await runToEnd<typeof refreshToken>(world, 'refreshToken', input, activities);
  return { status: ran.result, calls, took: ran.took };
}

test('waits as long as the platform asks, and refreshes then', async () => {
  const result = await run({ status: 'failed', retryAfterMs: 50 * minute });
  expect(result).toMatchObject({ status: 'success', calls: 2 });
  expect(result.took).toBeGreaterThanOrEqual(50 * minute);
});

test('does not wait for a year, in which every later start would join it', async () => {
  const result = await run({ status: 'failed', retryAfterMs: 365 * 24 * 60 * minute });
  expect(result).toMatchObject({ status: 'failed', calls: 1 });
});
