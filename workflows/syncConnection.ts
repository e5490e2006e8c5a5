import {
  condition,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { longestPlatformWaitMs, platformReading } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { syncOneConnection } = proxyActivities<Activities>(platformReading);

const attempts = 3;

/**
 * Brings one connection's figures up to date; waits as long as its platform asks, within reason. Woken meanwhile,
 * because the account was connected again or somebody asks for figures, it looks once more, at once.
 */
export async function syncConnection({ connectionId }: WorkflowInputs['syncConnection']): Promise<string> {
  let isWoken = false;
  setHandler(changed, () => {
    isWoken = true;
  });
  for (let attempt = 1; ; attempt += 1) {
    isWoken = false;
    const retriedWithinMs = attempt < attempts ? longestPlatformWaitMs : 0;
    const { status, retryAfterMs } = await syncOneConnection(connectionId, retriedWithinMs);
    if (isWoken) {
      attempt = 0;
      continue;
    }
    const again = retryAfterMs !== null && retryAfterMs <= retriedWithinMs;
    setCurrentDetails(
      again
        ? `${status}; trying again in ${Math.ceil(retryAfterMs / 1000)} s.`
        : `The sync ended: ${status}.`,
    );
    if (!again) return status;
    if (await condition(() => isWoken, retryAfterMs)) attempt = 0;
  }
}
