import { Context } from '@temporalio/activity';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutboxEntry } from '../commands/outbox.ts';
import { eventually } from '../test/support/eventually.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import { deliver } from './deliver.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

test.each(['start', 'wake'] as const)('a %s right after the cancelling runs anew', async (action) => {
  const { client } = world.environment;
  const connectionId = `connection of ${action}`;
  let syncs = 0;
  const activities = {
    async syncOneConnection() {
      syncs += 1;
      // The first is about an account that is disconnected before its platform has answered.
      if (syncs === 1) await Context.current().cancelled;
      return { status: 'success' as const, retryAfterMs: null };
    },
  };
  await world.withActivities(activities, async (taskQueue) => {
    const promise: Omit<OutboxEntry, 'id' | 'action'> = {
      ...{ workflow: 'syncConnection', input: { connectionId }, projectId: null },
    };
    const handOver = (each: OutboxEntry['action']) =>
      deliver({ client, taskQueue }, { ...promise, id: '1', action: each });
    expect(await handOver('start')).toMatchObject({ error: null });
    await eventually(() => expect(syncs).toBe(1));
    expect(await handOver('cancel')).toMatchObject({ error: null });
    expect(await handOver(action)).toMatchObject({ error: null });
    expect(await client.workflow.getHandle(`sync-connection/${connectionId}`).result()).toBe('success');
  });
});
