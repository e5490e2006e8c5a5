import { continueAsNew } from '@temporalio/workflow';
import type { WalkCounts } from '../contracts/syncing.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import type { WalkProgress } from './lanes.ts';
import { isFinished, walkConnections } from './walkConnections.ts';

/** Tries those connections again that are in error: what works again is active again. */
export async function repairConnections(
  input: WorkflowInputs['repairConnections'],
  before?: WalkProgress,
): Promise<WalkCounts> {
  const progress = await walkConnections({ kind: 'repair', ...input }, before);
  if (isFinished(progress)) return progress.counts;
  return continueAsNew<typeof repairConnections>(input, progress);
}
