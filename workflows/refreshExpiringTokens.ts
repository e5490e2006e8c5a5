import { continueAsNew } from '@temporalio/workflow';
import type { WalkCounts } from '../contracts/syncing.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import type { WalkProgress } from './lanes.ts';
import { isFinished, walkConnections } from './walkConnections.ts';

/** Refreshes every token that expires within the given days, each by one call. */
export async function refreshExpiringTokens(
  input: WorkflowInputs['refreshExpiringTokens'],
  before?: WalkProgress,
): Promise<WalkCounts> {
  const progress = await walkConnections({ kind: 'refresh', ...input }, before);
  if (isFinished(progress)) return progress.counts;
  return continueAsNew<typeof refreshExpiringTokens>(input, progress);
}
