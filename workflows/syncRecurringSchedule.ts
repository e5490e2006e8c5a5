import { defineSignal, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { scheduleStep } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { keepPlanSchedule } = proxyActivities<Activities>(scheduleStep);

/**
 * Makes the Schedule of a recurring plan as its row says: made, changed, paused, removed. Once more for each change that
 * comes meanwhile.
 */
export async function syncRecurringSchedule({
  scheduleId,
}: WorkflowInputs['syncRecurringSchedule']): Promise<string> {
  let isChanged = true;
  setHandler(changed, () => {
    isChanged = true;
  });
  let outcome = '';
  while (isChanged) {
    isChanged = false;
    outcome = await keepPlanSchedule(scheduleId);
    setCurrentDetails(`The Schedule is ${outcome}.`);
  }
  return outcome;
}
