import { continueAsNew, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { platformReading } from './retryPolicies.ts';

const { watchNextInboxes } = proxyActivities<Activities>(platformReading);

/** Batches of a run: some 600 events of history. */
const batchesPerRun = 100;

/**
 * Sees that platforms still tell us of messages, of every inbox that has been quiet for an hour: renews what they dropped,
 * and fetches what was missed where they have it. The rows are the cursor: what was looked at is not due.
 */
export async function watchInboxes(input: WorkflowInputs['watchInboxes'], before = 0): Promise<number> {
  let watched = before;
  for (let batch = 0; batch < batchesPerRun; batch += 1) {
    const count = await watchNextInboxes();
    watched += count;
    setCurrentDetails(`${watched} inbox(es) looked at.`);
    if (count === 0) return watched;
  }
  return continueAsNew<typeof watchInboxes>(input, watched);
}
