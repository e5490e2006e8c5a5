import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { batchSending } from './retryPolicies.ts';

const { sendBatchMessages } = proxyActivities<Activities>(batchSending);

/** Sends a batch's messages, as far as each step comes; where the platform has us wait, it waits here. */
export async function sendBatch({ batchId }: WorkflowInputs['sendBatch']): Promise<void> {
  for (;;) {
    const { againInMs } = await sendBatchMessages(batchId);
    if (againInMs === null) break;
    setCurrentDetails(`Batch ${batchId} goes on in ${Math.ceil(againInMs / 1000)} s.`);
    if (againInMs > 0) await sleep(againInMs);
  }
  setCurrentDetails(`Batch ${batchId} is done.`);
}
