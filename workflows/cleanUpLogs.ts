import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { databaseJob } from './retryPolicies.ts';

const { deleteOldSyncLogs } = proxyActivities<Activities>(databaseJob);

/** Deletes sync logs that are older than 90 days; returns how many. */
export async function cleanUpLogs(): Promise<number> {
  const deleted = await deleteOldSyncLogs();
  setCurrentDetails(`Deleted ${deleted} log(s).`);
  return deleted;
}
