import { isCancellation, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { databaseStep, fetching } from './retryPolicies.ts';

const { keepMessageAttachments } = proxyActivities<Activities>(fetching);
const { giveUpAttachments } = proxyActivities<Activities>(databaseStep);

/** Keeps what a customer attached to a message; what cannot be fetched within a day is given up. */
export async function keepAttachments({ messageId }: WorkflowInputs['keepAttachments']): Promise<void> {
  try {
    await keepMessageAttachments(messageId);
  } catch (error) {
    if (isCancellation(error)) throw error;
    await giveUpAttachments(messageId);
    setCurrentDetails('Not everything could be fetched.');
  }
}
