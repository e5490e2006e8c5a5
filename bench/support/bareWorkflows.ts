import { proxyActivities, sleep } from '@temporalio/workflow';

/** The baselines of publishing: what anybody would write with Temporal alone. */
interface BareActivities {
  step(): Promise<number>;
}

const { step } = proxyActivities<BareActivities>({ startToCloseTimeout: '1 minute' });

/** Sleeps on a timer, then runs one activity. Returns how late that one began, in ms. */
export async function sleepThenAct({ dueAt }: { dueAt: number }): Promise<number> {
  await sleep(Math.max(1, dueAt - Date.now()));
  return (await step()) - dueAt;
}

/** Runs so many activities, one after the other. */
export async function actInTurn({ steps }: { steps: number }): Promise<void> {
  for (let taken = 0; taken < steps; taken += 1) await step();
}
