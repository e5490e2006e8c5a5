import type { Client } from '@temporalio/client';
import { reconcileWorkId } from '../contracts/workflows.ts';
import type { Logger } from '../runtime/logger.ts';

/** How soon the reconciler is back after somebody ended it, or Temporal lost its database. */
const lookEveryMs = 30_000;

/** Keeps the one reconcileWork of the namespace running, and makes it look at once now that a worker has started. */
export function keepReconciling(options: { client: Client; taskQueue: string; log: Logger }): {
  stop(): void;
} {
  const { client, taskQueue, log } = options;
  const ensure = async (first: boolean) => {
    try {
      const start = {
        workflowId: reconcileWorkId,
        taskQueue,
        staticSummary: 'Start again what unfinished rows promise',
      };
      if (first)
        await client.workflow.signalWithStart('reconcileWork', { ...start, args: [], signal: 'lookNow' });
      else
        await client.workflow.start('reconcileWork', {
          ...start,
          args: [],
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'the reconciler could not be started');
    }
  };
  void ensure(true);
  const timer = setInterval(() => void ensure(false), lookEveryMs);
  return { stop: () => clearInterval(timer) };
}
