import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { platformReading } from './retryPolicies.ts';

const { watchOneInbox } = proxyActivities<Activities>(platformReading);

/** Sees that the platform tells us of an account's messages: when it is connected. */
export async function watchInbox({ connectionId }: WorkflowInputs['watchInbox']): Promise<void> {
  setCurrentDetails(`The inbox: ${await watchOneInbox(connectionId)}.`);
}
