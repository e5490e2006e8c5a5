import { z } from 'zod';
import {
  NeedsReauthorization,
  PermissionMissing,
  type PlatformFailure,
  RateLimited,
  Rejected,
  Unavailable,
} from '../errors.ts';
import type { PlatformAnswer } from '../http.ts';
import { answered } from '../said.ts';

/** The API's errors hold reasons and a status in words; the OAuth server's one word (RFC 6749). */
const ErrorAnswer = z.object({
  error: z.union([
    z.string(),
    z.object({
      status: z.string().nullish(),
      errors: z.array(z.object({ reason: z.string().nullish() })).nullish(),
    }),
  ]),
});

/** https://developers.google.com/youtube/v3/docs/errors and /docs/core_errors */
const lost = ['authError', 'UNAUTHENTICATED'];
const notAllowed = 'insufficientPermissions';
const dayQuota = ['quotaExceeded', 'dailyLimitExceeded'];
const throttled = ['rateLimitExceeded', 'userRateLimitExceeded', 'RESOURCE_EXHAUSTED'];

export function classify(answer: PlatformAnswer): PlatformFailure | null {
  const { status, json, retryAfterMs } = answer;
  if (status < 400) return null;
  const error = ErrorAnswer.safeParse(json).data?.error;
  const ofServer = typeof error === 'string';
  const code = (ofServer ? error : (error?.errors?.[0]?.reason ?? error?.status)) ?? String(status);
  const said = answered('YouTube', status, code);
  if (dayQuota.includes(code)) return new RateLimited(said, retryAfterMs ?? untilMidnightMs(answer), 'app');
  if (status === 429 || throttled.includes(code)) return new RateLimited(said, retryAfterMs);
  if (status >= 500) return new Unavailable(said, 'unknown');
  // The OAuth server speaks of the code, the refresh token or the app.
  if (ofServer) return new Rejected(said, code);
  if (code === notAllowed) return new PermissionMissing(said);
  if (lost.includes(code) || (status === 401 && code === '401')) return new NeedsReauthorization(said);
  return new Rejected(said, code);
}

const timeInCalifornia = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/Los_Angeles',
  timeStyle: 'medium',
});

/**
 * The app's quota begins again at midnight Pacific Time: https://developers.google.com/youtube/v3/getting-started#quota
 * On the two days a year that clocks change, this is an hour off.
 */
function untilMidnightMs({ headers }: PlatformAnswer): number {
  const now = Date.parse(headers.date ?? '') || Date.now();
  const [hours = 0, minutes = 0, seconds = 0] = timeInCalifornia.format(now).split(':').map(Number);
  return (86_400 - (hours * 3600 + minutes * 60 + seconds)) * 1000;
}
