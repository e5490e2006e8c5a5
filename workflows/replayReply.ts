import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { modelCall } from './retryPolicies.ts';

const { replayReply: makeReplay } = proxyActivities<Activities>(modelCall);

/** Makes a reply of the assistant again, without sending it. What was made is kept, so that a repeat makes none. */
export async function replayReply({ callId }: WorkflowInputs['replayReply']): Promise<string> {
  const decision = await makeReplay(callId);
  setCurrentDetails(`Replay ${callId}: ${decision}.`);
  return decision;
}
