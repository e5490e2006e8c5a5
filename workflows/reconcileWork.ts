import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { databaseStep } from './retryPolicies.ts';

/** Look now, not at the next minute: a worker has started. */
const lookNow = defineSignal('lookNow');

const { promiseUnfinishedWork, forgetExpired } = proxyActivities<Activities>(databaseStep);

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
    if (round === 0) await forgetExpired();
    setCurrentDetails(
      promised > 0 ? `Started ${promised} piece(s) of work again.` : 'Nothing was left behind.',
    );
    await condition(() => asked, '1 minute');
  }
  return continueAsNew<typeof reconcileWork>();
}
