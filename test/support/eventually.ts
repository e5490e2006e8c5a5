import { setTimeout as pause } from 'node:timers/promises';

const firstPauseMs = 20;
const longestPauseMs = 200;

/**
 * Waits until `check` passes, and returns what it returned: for what other processes do in their own time. Fails with
 * the last reason when it does not within `withinMs`. It looks less often the longer it takes: looking costs the
 * processors that are waited for.
 */
export async function eventually<Result>(
  check: () => Promise<Result> | Result,
  withinMs = 20_000,
): Promise<Result> {
  const until = Date.now() + withinMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.3, longestPauseMs)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(pauseMs);
    }
  }
}
