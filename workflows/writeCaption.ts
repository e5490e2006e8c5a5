import { ApplicationFailure, isCancellation, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { failureCodeOf } from './imageFailures.ts';
import { awaitedCaptionCall, databaseStep } from './retryPolicies.ts';

const { writeOrderedCaption } = proxyActivities<Activities>(awaitedCaptionCall);
const { failOrderedCaption } = proxyActivities<Activities>(databaseStep);

/**
 * Writes a caption that somebody ordered. One that cannot be written settles its row with a reason, then fails the
 * workflow, so that operators find it by its status.
 */
export async function writeCaption({ captionId }: WorkflowInputs['writeCaption']): Promise<string> {
  try {
    const outcome = await writeOrderedCaption(captionId);
    setCurrentDetails(outcome === 'written' ? 'The caption is written.' : 'There was nothing left to do.');
    return outcome;
  } catch (error) {
    if (isCancellation(error)) throw error;
    const code = failureCodeOf(error);
    await failOrderedCaption(captionId, code);
    setCurrentDetails(`No caption was written: ${code}.`);
    throw ApplicationFailure.create({
      type: code,
      message: `caption ${captionId}: ${code}`,
      nonRetryable: true,
      cause: error as Error,
    });
  }
}
