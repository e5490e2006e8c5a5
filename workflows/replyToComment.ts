import { isCancellation, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { WorkflowInputs } from '../contracts/workflows.ts';
import { databaseStep, replying } from './retryPolicies.ts';

const { writeReply } = proxyActivities<Activities>(replying);
const { abandonReply } = proxyActivities<Activities>(databaseStep);

/** Writes one reply to a comment. Its activity reads back before it sends again, so that it may be repeated. */
export async function replyToComment({ replyId }: WorkflowInputs['replyToComment']): Promise<string> {
  try {
    const state = await writeReply(replyId);
    setCurrentDetails(`Reply ${replyId}: ${state}.`);
    return state;
  } catch (error) {
    if (isCancellation(error)) throw error;
    await abandonReply(replyId);
    setCurrentDetails(`Reply ${replyId} was given up.`);
    return 'given up';
  }
}
