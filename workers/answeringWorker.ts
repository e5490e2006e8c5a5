import type { WorkerOptions } from '@temporalio/worker';
import { answeringQueue } from '../contracts/workflows.ts';

/** Answers that a worker has made at once: each waits for a model most of its time, for two minutes where that hangs. */
const answersAtOnce = 200;

/** A worker that has models answer customers, and does nothing else: what people send does not wait behind them. */
export const answeringWorker = (
  taskQueue: string,
): Pick<WorkerOptions, 'taskQueue'> & Partial<WorkerOptions> => ({
  taskQueue: answeringQueue(taskQueue),
  maxConcurrentActivityTaskExecutions: answersAtOnce,
});
