import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../test/support/eventually.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import type { Activities } from '../activities/index.ts';
import type { reconcileWork } from './reconcileWork.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

/** Runs the workflow through ten minutes; returns how often it looked for unfinished work. */
function looksInTenMinutes(forgetExpired: Activities['forgetExpired']): Promise<number> {
  let looks = 0;
  const promiseUnfinishedWork = async () => {
    looks += 1;
    return 0;
  };
  return world.withActivities({ promiseUnfinishedWork, forgetExpired }, async (taskQueue) => {
    const handle = await world.environment.client.workflow.start<typeof reconcileWork>('reconcileWork', {
      workflowId: `reconcile-work/${taskQueue}`,
      taskQueue,
    });
    await eventually(() => expect(looks).toBe(1));
    await world.environment.sleep('10 minutes');
    await handle.terminate();
    return looks;
  });
}

test('it looks for unfinished work every minute', async () => {
  const looks = await looksInTenMinutes(async () => {});
  expect(looks).toBeGreaterThanOrEqual(9);
});

test('tidying up that fails holds it up for a minute at most', async () => {
  let attempts = 0;
  const looks = await looksInTenMinutes(async () => {
    attempts += 1;
    throw ApplicationFailure.create({ message: 'a lock that is never released' });
  });
  expect(attempts).toBeGreaterThan(1);
  expect(looks).toBeGreaterThanOrEqual(8);
});
