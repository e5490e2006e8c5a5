import {
  condition,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { sending } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { deliverMessage } = proxyActivities<Activities>(sending);

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
    isChanged = false;
    const { state, againInMs } = await deliverMessage(messageId);
    setCurrentDetails(`Message ${messageId}: ${state}.`);
    if (againInMs !== null) await condition(() => isChanged, Math.max(1, againInMs));
    else if (!isChanged) return state;
  }
}
