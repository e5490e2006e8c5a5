import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { platformReading } from './retryPolicies.ts';

const { syncOneConnection } = proxyActivities<Activities>(platformReading);

const attempts = 3;
/** Who asks for longer patience is left to the next daily sync. */
const longestWaitMs = 6 * 60 * 60_000;

/** Brings one connection's figures up to date; waits as long as its platform asks, within reason. */
export async function syncConnection({ connectionId }: WorkflowInputs['syncConnection']): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, retryAfterMs } = await syncOneConnection(connectionId);
    const again = retryAfterMs !== null && retryAfterMs <= longestWaitMs && attempt < attempts;
    setCurrentDetails(
      again
        ? `${status}; trying again in ${Math.ceil(retryAfterMs / 1000)} s.`
        : `The sync ended: ${status}.`,
    );
    if (!again) return status;
    await sleep(retryAfterMs);
  }
}
