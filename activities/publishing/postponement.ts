import type { PublicationSubject } from '../../db/publications.ts';
import { readQuotaFreesIn } from '../../db/quotas.ts';
import { QuotaUsedUp, RateLimited, whyOf } from '../../platforms/errors.ts';

const usualHoldMs = 60_000;
const shortestWaitMs = 1_000;
const longestWaitMs = 60_000;
/** Of a longer wait its owner is told. */
const longestThrottleMs = 30 * 60_000;
/** A used-up quota is asked for so soon again where nothing is told: others may have used it, too. */
const quotaWaitMs = 60 * 60_000;

/** The wait before another attempt: doubled each time, up to a minute. */
export const backoffMs = (attempts: number): number =>
  Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(attempts, 10));

interface Wait {
  code: 'rate_limited' | 'held' | 'quota_used_up';
  waitMs: number;
}

/**
 * Why a platform lets us wait, and for how long, in ms. Its owner is told of a used-up quota, which the platform named as
 * one, and of a throttle of all calls that is long ('held'); of a short one nobody is.
 */
export function holdAfter(error: RateLimited): Wait {
  const { retryAfterMs } = error;
  if (error instanceof QuotaUsedUp) return { code: 'quota_used_up', waitMs: retryAfterMs ?? quotaWaitMs };
  const waitMs = retryAfterMs ?? usualHoldMs;
  return { code: waitMs > longestThrottleMs ? 'held' : 'rate_limited', waitMs };
}

/** How long to wait for a quota, in ms: what the platform told, or less where it frees earlier by our own posts. */
export async function untilQuotaFrees(
  { platform, accountId }: Pick<PublicationSubject, 'platform' | 'accountId'>,
  toldMs: number,
): Promise<number> {
  const freesInMs = await readQuotaFreesIn(platform, accountId);
  return freesInMs === null ? toldMs : Math.max(shortestWaitMs, Math.min(toldMs, freesInMs));
}

/** The step of the ledger that a failure which may pass means: tried again after a while. */
export async function postponement(subject: PublicationSubject, error: unknown) {
  const { attempts } = subject;
  const hold = error instanceof RateLimited ? holdAfter(error) : null;
  const isQuota = hold?.code === 'quota_used_up';
  return {
    event: 'postponed' as const,
    code: hold?.code ?? 'unavailable',
    ...whyOf(error),
    written: {
      attempts: attempts + 1,
      resumeInMs: isQuota
        ? await untilQuotaFrees(subject, hold.waitMs)
        : (hold?.waitMs ?? backoffMs(attempts)),
    },
  };
}
