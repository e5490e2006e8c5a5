import { z } from 'zod';
import type { Hold } from '../contracts/holds.ts';
import { type PlatformFailure, QuotaUsedUp, RateLimited } from './errors.ts';
import type { PlatformAnswer } from './http.ts';

/** Where a platform throttles without saying for how long. */
const untoldMs = 60_000;
/** Nobody is believed to throttle for longer: a misread header must not silence an account for ever. */
const longestMs = 24 * 60 * 60_000;

/** Meta: objects keyed by an id, each with a list; the time in minutes until calls are taken again. */
const BusinessUsage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().nullish() })),
);

/** What an answer says of the calls that may follow it; null when they may follow at once. */
export function holdOf(answer: PlatformAnswer, failure: PlatformFailure | null, now: Date): Hold | null {
  // It may be asked everything else.
  if (failure instanceof QuotaUsedUp) return null;
  const limited = failure instanceof RateLimited ? failure : null;
  const scope = limited?.scope ?? 'account';
  // Others may be written to: it is nothing that all calls wait for.
  if (scope === 'recipient') return null;
  const told = limited?.retryAfterMs ?? null;
  const ms = told ?? Math.max(businessUsageMs(answer.headers), exhaustedMs(answer.headers, now));
  if (!limited && ms <= 0) return null;
  return { scope, until: new Date(now.getTime() + Math.min(ms || untoldMs, longestMs)) };
}

/** X-Business-Use-Case-Usage: https://developers.facebook.com/docs/graph-api/overview/rate-limiting/ */
export function businessUsageMs(headers: Record<string, string>): number {
  const usage = BusinessUsage.safeParse(parse(headers['x-business-use-case-usage']));
  if (!usage.success) return 0;
  const minutes = Object.values(usage.data)
    .flat()
    .map(({ estimated_time_to_regain_access: each }) => each ?? 0);
  return Math.max(0, ...minutes) * 60_000;
}

/** When no call is left: `x-rate-limit-*` (X: reset is an epoch) or `x-ratelimit-*` (Reddit: seconds from now). */
function exhaustedMs(headers: Record<string, string>, now: Date): number {
  for (const prefix of ['x-rate-limit-', 'x-ratelimit-']) {
    const [remaining, reset] = [headers[`${prefix}remaining`], headers[`${prefix}reset`]].map(Number);
    if (remaining === undefined || reset === undefined || Number.isNaN(remaining) || Number.isNaN(reset))
      continue;
    if (remaining < 1) return reset > 1_000_000_000 ? reset * 1000 - clockOf(headers, now) : reset * 1000;
  }
  return 0;
}

/** The platform's own time, where its answer says it. */
const clockOf = ({ date }: Record<string, string>, now: Date) => (date && Date.parse(date)) || now.getTime();

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
