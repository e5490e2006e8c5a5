import { ApplicationFailure, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { databaseStep, mailDelivery } from './retryPolicies.ts';

const { deliverMail } = proxyActivities<Activities>(mailDelivery);
const { failMail } = proxyActivities<Activities>(databaseStep);

/** Sends one mail; one that cannot be sent within a day is marked failed and fails the workflow. */
export async function sendMail({ mailId }: WorkflowInputs['sendMail']): Promise<void> {
  try {
    await deliverMail(mailId);
    setCurrentDetails('The mail server has taken it.');
  } catch (error) {
    await failMail(mailId);
    setCurrentDetails('The mail could not be sent.');
    throw ApplicationFailure.create({
      type: 'MailFailed',
      message: `mail ${mailId} was not sent`,
      nonRetryable: true,
      cause: error as Error,
    });
  }
}
