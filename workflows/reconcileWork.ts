import {
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  log,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { databaseStep, housekeeping } from './retryPolicies.ts';

/** Look now, not at the next minute: a worker has started. */
const lookNow = defineSignal('lookNow');

const { promiseUnfinishedWork } = proxyActivities<Activities>(databaseStep);
const { forgetExpired } = proxyActivities<Activities>(housekeeping);

/** Rounds of a run: four hours, and a history of some 3,000 events. */
const rounds = 240;

/**
 * Every minute, promises again what rows say is unfinished and nobody may be working on: Temporal's whole database can
 * be lost without losing work. One entity instead of a Schedule, so that the list of workflows stays readable.
 */
export async function reconcileWork(): Promise<never> {
  let asked = false;
  setHandler(lookNow, () => {
    asked = true;
  });
  for (let round = 0; round < rounds; round += 1) {
    asked = false;
    const promised = await promiseUnfinishedWork();
    if (round === 0) await tidyUp();
    setCurrentDetails(
      promised > 0 ? `Started ${promised} piece(s) of work again.` : 'Nothing was left behind.',
    );
    await condition(() => asked, '1 minute');
  }
  return continueAsNew<typeof reconcileWork>();
}

/** What cannot be tidied up now is left for the next run: work that waits matters more. */
async function tidyUp(): Promise<void> {
  try {
    await forgetExpired();
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('expired rows were not all deleted', { error });
  }
}
