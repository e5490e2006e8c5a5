import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { databaseJob } from './retryPolicies.ts';

const { sendDueWeeklyReports } = proxyActivities<Activities>(databaseJob);

/** Queues the weekly reports of the projects whose Monday 09:00 has passed; returns how many mails. */
export async function sendWeeklyReports(): Promise<number> {
  const sent = await sendDueWeeklyReports();
  setCurrentDetails(`Queued ${sent} report(s).`);
  return sent;
}
