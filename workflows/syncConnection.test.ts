import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConnectionOutcome } from '../contracts/syncing.ts';
import { rowChanged } from '../contracts/workflows.ts';
import { eventually } from '../test/support/eventually.ts';
import {
  runToEnd,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../test/support/workflowEnvironment.ts';
import type { syncConnection } from './syncConnection.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

const minute = 60_000;

/** Runs the workflow against these outcomes, one after the other. */
async function run(...outcomes: ConnectionOutcome[]) {
  let calls = 0;
  const waits: number[] = [];
  const activities = {
    syncOneConnection: async (_: string, retriedWithinMs: number) => {
      calls += 1;
      waits.push(retriedWithinMs);
      return (
        outcomes[Math.min(calls, outcomes.length) - 1] ?? { status: 'gone' as const, retryAfterMs: null }
      );
    },
  };
  const input = { connectionId: 'c' };
  const ran = await runToEnd<typeof syncConnection>(world, 'syncConnection', input, activities);
  return { status: ran.result, calls, waits, took: ran.took };
}

test('ends with what the sync was', async () => {
  expect(await run({ status: 'partial', retryAfterMs: null })).toMatchObject({ status: 'partial', calls: 1 });
});

test('waits as long as the platform asks, and tries again', async () => {
  const result = await run(
    { status: 'skipped', retryAfterMs: 50 * minute },
    { status: 'success', retryAfterMs: null },
  );
  expect(result).toMatchObject({ status: 'success', calls: 2 });
  expect(result.took).toBeGreaterThanOrEqual(50 * minute);
});

test('gives up after three tries, and does not wait for days', async () => {
  const [sixHours, never] = [360 * minute, 0];
  expect(await run({ status: 'failed', retryAfterMs: minute })).toMatchObject({
    ...{ status: 'failed', calls: 3 },
    // Its owner is told when the next try comes, which the log of each must know.
    waits: [sixHours, sixHours, never],
  });
  expect(await run({ status: 'skipped', retryAfterMs: 48 * 60 * minute })).toMatchObject({ calls: 1 });
});

test('woken while it waits, because the account was connected again, it looks at once', async () => {
  let calls = 0;
  const activities = {
    syncOneConnection: async () => {
      calls += 1;
      return calls === 1
        ? { status: 'skipped' as const, retryAfterMs: 300 * minute }
        : { status: 'success' as const, retryAfterMs: null };
    },
  };
  await world.withActivities(activities, async (taskQueue) => {
    const handle = await world.environment.client.workflow.start<typeof syncConnection>('syncConnection', {
      workflowId: `sync-connection/${taskQueue}`,
      taskQueue,
      args: [{ connectionId: 'c' }],
    });
    await eventually(async () => {
      const { events } = await handle.fetchHistory();
      expect(events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes)).toBe(true);
    });
    await handle.signal(rowChanged);
    expect(await handle.result()).toBe('success');
    // What it would have waited for did not come.
    const { events } = await handle.fetchHistory();
    expect(events?.some(({ timerFiredEventAttributes }) => timerFiredEventAttributes)).toBe(false);
    expect(events?.some(({ timerCanceledEventAttributes }) => timerCanceledEventAttributes)).toBe(true);
  });
});
