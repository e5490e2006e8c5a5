import { defineSignal, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { rowChanged } from '../contracts/workflows.ts';
import { databaseJob } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { sendTokenNotices } = proxyActivities<Activities>(databaseJob);

/**
 * Queues notices to the owners of tokens that expire within three days, and of connections that have stopped; returns
 * how many mails. Once more where a connection stopped meanwhile: it may have been read before.
 */
export async function notifyTokenExpiration(): Promise<number> {
  let isChanged = true;
  setHandler(changed, () => {
    isChanged = true;
  });
  let sent = 0;
  while (isChanged) {
    isChanged = false;
    sent += await sendTokenNotices();
    setCurrentDetails(`Queued ${sent} notice(s).`);
  }
  return sent;
}
