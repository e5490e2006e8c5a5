import { setTimeout as pause } from 'node:timers/promises';

/** How long an answer waits for what it promised, and how often it looks. */
const patienceMs = 20_000;
const lookEveryMs = 250;

/** Waits until the condition holds; false when that takes longer than an answer waits. */
export async function isMet(holds: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (await holds()) return true;
    await pause(lookEveryMs);
  }
  return false;
}
