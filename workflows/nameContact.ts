import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { fetching } from './retryPolicies.ts';

const { askCustomerName } = proxyActivities<Activities>(fetching);

/** Asks the platform who a new customer is, where its webhooks do not tell it. */
export async function nameContact({ conversationId }: WorkflowInputs['nameContact']): Promise<void> {
  await askCustomerName(conversationId);
}
