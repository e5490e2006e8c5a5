import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { databaseStep } from './retryPolicies.ts';

const { removeStoredFiles } = proxyActivities<Activities>(databaseStep);

/** Removes stored files that no row names any more. */
export async function removeFiles({ keys }: WorkflowInputs['removeFiles']): Promise<void> {
  await removeStoredFiles(keys);
}
