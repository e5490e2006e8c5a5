import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { sending } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { deliverMessage } = proxyActivities<Activities>(sending);
/** Events of a run: none is slow to replay, however long a platform keeps a message waiting. */
const longestHistory = 500;

/**
 * Sends one message, step by step: each says when the next is due. One that waits for the message ahead of it ends, and is
 * woken when that was settled.
 */
export async function sendMessage({ messageId }: WorkflowInputs['sendMessage']): Promise<string> {
  let isChanged = false;
  setHandler(changed, () => {
    isChanged = true;
  });
  for (;;) {
    if (workflowInfo().historyLength > longestHistory)
      return continueAsNew<typeof sendMessage>({ messageId });
    isChanged = false;
    const { state, againInMs } = await deliverMessage(messageId);
    setCurrentDetails(`Message ${messageId}: ${state}.`);
    if (againInMs !== null) await condition(() => isChanged, Math.max(1, againInMs));
    else if (!isChanged) return state;
  }
}
