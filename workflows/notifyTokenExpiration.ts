import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { databaseJob } from './retryPolicies.ts';

const { sendTokenNotices } = proxyActivities<Activities>(databaseJob);

/** Queues notices to the owners of tokens that expire within three days; returns how many mails. */
export async function notifyTokenExpiration(): Promise<number> {
  const sent = await sendTokenNotices();
  setCurrentDetails(`Queued ${sent} notice(s).`);
  return sent;
}
