import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { longestPlatformWaitMs, platformReading } from './retryPolicies.ts';

const { refreshOneToken } = proxyActivities<Activities>(platformReading);

const attempts = 5;

/**
 * Refreshes one connection's token when it is due; waits as long as its platform asks, within reason. To repeat it is
 * safe: the keeper asks under a lease, and a token that was used up is refused, which ends it.
 */
export async function refreshToken({ connectionId }: WorkflowInputs['refreshToken']): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, retryAfterMs } = await refreshOneToken(connectionId);
    setCurrentDetails(`The refresh ended: ${status}.`);
    if (retryAfterMs === null || retryAfterMs > longestPlatformWaitMs || attempt >= attempts) return status;
    await sleep(retryAfterMs);
  }
}
