import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Workflow, WorkflowResultType } from '@temporalio/common';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { Activities } from '../../activities/index.ts';
import type { WorkflowName } from '../../contracts/workflows.ts';
import { loadWorkflowBundle } from '../../workers/workflowBundle.ts';

export interface WorkflowEnvironment {
  environment: TestWorkflowEnvironment;
  /** Runs `work` while a worker with these activities runs; the server skips time whenever nothing else happens. */
  withActivities<Result>(
    activities: Partial<Activities>,
    work: (taskQueue: string) => Promise<Result>,
    /** Queues beside the workflow's own that have the activities too. */
    otherQueues?: (taskQueue: string) => string[],
  ): Promise<Result>;
  close(): Promise<void>;
}

let queues = 0;

/** Workflows as they are, on the server that skips time, with activities that a test gives. */
export async function startWorkflowEnvironment(): Promise<WorkflowEnvironment> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
  const path = process.env.TEST_TEMPORAL_TEST_SERVER ?? '';
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const { codePath } = await loadWorkflowBundle();
  return {
    environment,
    async withActivities(activities, work, otherQueues = () => []) {
      queues += 1;
      const taskQueue = `test-${queues}`;
      const worker = await Worker.create({
        connection: environment.nativeConnection,
        taskQueue,
        workflowBundle: { codePath },
        activities,
      });
      const others = await Promise.all(
        otherQueues(taskQueue).map((queue) =>
          Worker.create({ connection: environment.nativeConnection, taskQueue: queue, activities }),
        ),
      );
      const within = others.reduce(
        (inner, other) => () => other.runUntil(inner),
        () => work(taskQueue),
      );
      return worker.runUntil(within);
    },
    close: () => environment.teardown(),
  };
}

/** Runs a workflow to its end with these activities: what it returned, and how much of the server's time it took, in ms. */
export function runToEnd<Kind extends Workflow>(
  world: WorkflowEnvironment,
  name: WorkflowName,
  input: Parameters<Kind>[0],
  activities: Partial<Activities>,
): Promise<{ result: WorkflowResultType<Kind>; took: number }> {
  const { environment } = world;
  return world.withActivities(activities, async (taskQueue) => {
    const began = await environment.currentTimeMs();
    const workflowId = `${name}/${taskQueue}`;
    const result = await environment.client.workflow.execute(name, { workflowId, taskQueue, args: [input] });
    return { result, took: (await environment.currentTimeMs()) - began };
  });
}
