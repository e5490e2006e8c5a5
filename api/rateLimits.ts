import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../contracts/refusal.ts';
import type { LimitName } from './endpoint.ts';
import { isV1 } from './locale.ts';

type CountedLimit = Exclude<LimitName, 'none'>;

/**
 * Requests a minute. commerce-api-v1 states the first row, social-accounts-guide how often a sync may be asked for;
 * elsewhere the specifications say nothing, and a dashboard needs more than 100. Sign-in stays as slow to guess on either path.
 */
const perMinute: Record<'v1' | 'elsewhere', Record<CountedLimit, number>> = {
  v1: { authentication: 5, ai: 60, sync: 5, visitor: 60, standard: 100 },
  elsewhere: { authentication: 5, ai: 60, sync: 5, visitor: 60, standard: 600 },
};

export type LimitHeaders = Record<
  'X-RateLimit-Limit' | 'X-RateLimit-Remaining' | 'X-RateLimit-Reset',
  string
>;

export interface RateLimits {
  /**
   * Counts a request of `who` (a person, a key or an address), and returns the headers that tell what is left.
   * @throws {Refusal} 429 with Retry-After once the minute's requests are used up; its headers come along.
   */
  count(limit: LimitName, path: string, who: string): Promise<Partial<LimitHeaders>>;
  /** Counts one request less: it was malformed, and nothing was done for it. */
  giveBack(limit: CountedLimit, path: string, who: string): Promise<void>;
}

/** A refusal that brings the headers of its limit. */
export class RateLimited extends Refusal {
  readonly headers: LimitHeaders;

  constructor(headers: LimitHeaders, seconds: number) {
    super('too_many', 'rate_limited', { parameters: { seconds }, retryAfterSeconds: seconds });
    this.headers = headers;
  }
}

/** Counts in this process's memory: with several API processes each allows as much. */
export function createRateLimits(): RateLimits {
  const limiters = Object.fromEntries(
    Object.entries(perMinute).map(([part, limits]) => [
      part,
      Object.fromEntries(
        Object.entries(limits).map(([name, points]) => [
          name,
          new RateLimiterMemory({ points, duration: 60 }),
        ]),
      ),
    ]),
  ) as Record<keyof typeof perMinute, Record<CountedLimit, RateLimiterMemory>>;
  // Signing in is one thing whichever specification's path is used: five a minute in all.
  limiters.elsewhere.authentication = limiters.v1.authentication;

  const limiterOf = (limit: CountedLimit, path: string) => limiters[isV1(path) ? 'v1' : 'elsewhere'][limit];
  return {
    async count(limit, path, who) {
      if (limit === 'none') return {};
      const limiter = limiterOf(limit, path);
      try {
        return headersOf(limiter.points, await limiter.consume(keyOf(who)));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new RateLimited(headersOf(limiter.points, error), Math.ceil(error.msBeforeNext / 1000));
      }
    },
    async giveBack(limit, path, who) {
      await limiterOf(limit, path).reward(keyOf(who));
    },
  };
}

/** Whoever has one IPv6 address has 2^64 of them: they count as one, by their network. */
const keyOf = (who: string) => (isIPv6(who) ? expand(who).slice(0, 4).join(':') : who);

/** The eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...right];
}

/** For load tests: counts nothing. */
export const noRateLimits: RateLimits = {
  count: () => Promise.resolve({}),
  giveBack: () => Promise.resolve(),
};

function headersOf(points: number, state: RateLimiterRes): LimitHeaders {
  return {
    'X-RateLimit-Limit': String(points),
    'X-RateLimit-Remaining': String(Math.max(0, state.remainingPoints)),
    'X-RateLimit-Reset': String(Math.ceil((Date.now() + state.msBeforeNext) / 1000)),
  };
}
