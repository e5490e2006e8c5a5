import { ApplicationFailure, isCancellation, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { failureCodeOf } from './imageFailures.ts';
import { databaseStep, modelCall } from './retryPolicies.ts';

const { makeImage } = proxyActivities<Activities>(modelCall);
const { failImage } = proxyActivities<Activities>(databaseStep);

/**
 * Makes one ordered image: the model is asked, the file stored, the row settled. A generation that fails settles the
 * row with a reason, then fails the workflow, so that operators find it by its status. Cancelled when the image is
 * deleted.
 */
export async function generateImage({ imageId }: WorkflowInputs['generateImage']): Promise<string> {
  setCurrentDetails(`Asking the model for image ${imageId}.`);
  try {
    const outcome = await makeImage(imageId);
    setCurrentDetails(
      outcome === 'generated' ? `Image ${imageId} is made and stored.` : 'There was nothing left to do.',
    );
    return outcome;
  } catch (error) {
    if (isCancellation(error)) throw error;
    const code = failureCodeOf(error);
    await failImage(imageId, code);
    setCurrentDetails(`Image ${imageId} failed: ${code}. Its owner was told.`);
    throw ApplicationFailure.create({
      type: code,
      message: `image ${imageId}: ${code}`,
      nonRetryable: true,
      cause: error as Error,
    });
  }
}
