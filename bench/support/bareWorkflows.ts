import { proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';

/** The baselines of publishing and of answering: what anybody would write with Temporal alone. */
interface BareActivities {
  step(): Promise<number>;
}

const { step } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });
const { step: note } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

/** Sleeps on a timer, then runs one activity. Returns how late that one began, in ms. */
export async function sleepThenAct({ dueAt }: { dueAt: number }): Promise<number> {
  await sleep(Math.max(1, dueAt - Date.now()));
  return (await step()) - dueAt;
}

/** Runs so many activities, one after the other. */
export async function actInTurn({ steps }: { steps: number }): Promise<void> {
  for (let taken = 0; taken < steps; taken += 1) await step();
}

/**
 * Does in one workflow what an answer takes in two: looks, waits for a pause in typing, looks again, has it composed,
 * settles it, and sends it. Returns how long after `askedAt` the last one began, the pause left out, in ms.
 */
export async function answer({ askedAt, pauseMs }: { askedAt: number; pauseMs: number }): Promise<number> {
  await note();
  await sleep(pauseMs);
  await note();
  await step();
  await note();
  return (await step()) - askedAt - pauseMs;
}
