import { setTimeout as pause } from 'node:timers/promises';

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Asks again and again, ever more slowly, until there is an answer; null when there was none `withinMs` milliseconds
 * after the first question. What `ask` throws ends it.
 */
export async function askUntil<Answer>(
  ask: () => Promise<Answer | null>,
  withinMs: number,
): Promise<Answer | null> {
  const end = Date.now() + withinMs;
  for (let waitMs = firstPauseMs; ; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
    const answer = await ask();
    if (answer !== null || Date.now() + waitMs > end) return answer;
    await pause(waitMs);
  }
}
