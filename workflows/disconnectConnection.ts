import { isCancellation, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { databaseStep, tokenRevocation } from './retryPolicies.ts';

const { revokeAtPlatform } = proxyActivities<Activities>(tokenRevocation);
const { forgetRevokedTokens } = proxyActivities<Activities>(databaseStep);

/**
 * Tells the platform that an account was disconnected here, as well as that goes; then nothing of its tokens is kept.
 * Cancelled when the account is connected again: its new tokens may be of the same consent.
 */
export async function disconnectConnection({
  connectionId,
}: WorkflowInputs['disconnectConnection']): Promise<string> {
  let outcome = 'given up';
  try {
    outcome = await revokeAtPlatform(connectionId);
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  await forgetRevokedTokens(connectionId);
  setCurrentDetails(`The tokens of connection ${connectionId} are deleted; at the platform: ${outcome}.`);
  return outcome;
}
