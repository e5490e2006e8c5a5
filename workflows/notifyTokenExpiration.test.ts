import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rowChanged } from '../contracts/workflows.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import type { notifyTokenExpiration } from './notifyTokenExpiration.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

test('a connection that stops after all were read is told of in the same run', async () => {
  const { client } = world.environment;
  let reads = 0;
  let workflowId = '';
  const activities = {
    async sendTokenNotices() {
      reads += 1;
      // It stops when this has read already.
      if (reads === 1) await client.workflow.getHandle(workflowId).signal(rowChanged);
      return reads;
    },
  };
  await world.withActivities(activities, async (taskQueue) => {
    workflowId = `notify/${taskQueue}`;
    const options = { workflowId, taskQueue };
    expect(
      await client.workflow.execute<typeof notifyTokenExpiration>('notifyTokenExpiration', options),
    ).toBe(3);
  });
  expect(reads).toBe(2);
});
