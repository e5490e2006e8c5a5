import { RateLimited } from '../../platforms/errors.ts';

const usualHoldMs = 60_000;
const shortestWaitMs = 1_000;
const longestWaitMs = 60_000;

/** The wait before another attempt: doubled each time, up to a minute. */
export const backoffMs = (attempts: number): number =>
  Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(attempts, 10));

/** The step of the ledger that a failure which may pass means: tried again after a while. */
export function postponement(error: unknown, attempts: number) {
  const isLimited = error instanceof RateLimited;
  return {
    event: 'postponed' as const,
    code: isLimited ? 'rate_limited' : 'unavailable',
    detail: error instanceof Error ? error.message : String(error),
    written: {
      attempts: attempts + 1,
      resumeInMs: isLimited ? (error.retryAfterMs ?? usualHoldMs) : backoffMs(attempts),
    },
  };
}
