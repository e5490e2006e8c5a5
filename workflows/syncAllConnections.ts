import { continueAsNew } from '@temporalio/workflow';
import type { WalkCounts } from '../contracts/syncing.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import type { WalkProgress } from './lanes.ts';
import { isFinished, walkConnections } from './walkConnections.ts';

/** Brings the figures of every active connection up to date. */
export async function syncAllConnections(
  input: WorkflowInputs['syncAllConnections'],
  before?: WalkProgress,
): Promise<WalkCounts> {
  const progress = await walkConnections({ kind: 'sync', ...input }, before);
  if (isFinished(progress)) return progress.counts;
  return continueAsNew<typeof syncAllConnections>(input, progress);
}
