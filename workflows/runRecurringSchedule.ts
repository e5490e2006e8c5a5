import {
  defineSignal,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { captionCall, databaseStep, scheduleStep } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { openPlanRuns, makePlanRun, usePlanTemplate } = proxyActivities<Activities>(databaseStep);
const { writePlanCaptions } = proxyActivities<Activities>(captionCall);
const { keepPlanSchedule } = proxyActivities<Activities>(scheduleStep);

/**
 * Makes the posts of a recurring plan that are due soon, or were missed and are still owed, each once; then gives its
 * Schedule further times. Two beside each other do no harm.
 */
export async function runRecurringSchedule({
  scheduleId,
}: WorkflowInputs['runRecurringSchedule']): Promise<string> {
  let isChanged = true;
  setHandler(changed, () => {
    isChanged = true;
  });
  const outcomes: string[] = [];
  while (isChanged) {
    isChanged = false;
    for (const runId of await openPlanRuns(scheduleId)) {
      await writeCaptions(runId);
      outcomes.push(await makePlanRun(runId));
    }
    // Within the loop, for what is ordered meanwhile must find someone who looks again.
    await keepPlanSchedule(scheduleId);
  }
  const told = outcomes.length > 0 ? outcomes.join(', ') : 'nothing was due';
  setCurrentDetails(`Runs: ${told}.`);
  return told;
}

/** A post on time by the template is better than a late one by AI. */
async function writeCaptions(runId: string): Promise<void> {
  try {
    await writePlanCaptions(runId);
  } catch (error) {
    if (isCancellation(error)) throw error;
    await usePlanTemplate(runId);
  }
}
