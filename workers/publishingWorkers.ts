import type { WorkerOptions } from '@temporalio/worker';
import { publishingQueue } from '../contracts/workflows.ts';
import type { Registry } from '../platforms/registry.ts';

/**
 * Steps that a platform's queue hands out in a second, over all workers: what a flood of posts sends there, whatever
 * the accounts' own limits allow.
 */
const stepsPerSecond = 300;
/** Most steps only wait in the worker for their post's instant: a slot costs next to nothing. */
const stepsAtOnce = 10_000;

/** A worker for each platform that publishes, with a task queue that keeps the platform's pace. */
export const publishingWorkers = (
  platforms: Registry,
  taskQueue: string,
): (Pick<WorkerOptions, 'taskQueue'> & Partial<WorkerOptions>)[] =>
  platforms
    .all()
    .filter(({ platform }) => platform.publish)
    .map(({ platform }) => ({
      taskQueue: publishingQueue(taskQueue, platform.id),
      maxTaskQueueActivitiesPerSecond: stepsPerSecond,
      maxConcurrentActivityTaskExecutions: stepsAtOnce,
      maxConcurrentActivityTaskPolls: 4,
    }));
