import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { databaseJob } from './retryPolicies.ts';

const { refreshStatisticsViews } = proxyActivities<Activities>(databaseJob);

/** Brings the materialised views up to date, while they are read. */
export async function refreshViews(): Promise<void> {
  await refreshStatisticsViews();
}
