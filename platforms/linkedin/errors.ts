import { z } from 'zod';
import {
  Duplicate,
  NeedsReauthorization,
  PermissionMissing,
  type PlatformFailure,
  RateLimited,
  Rejected,
  type TokenEnd,
  Unavailable,
} from '../errors.ts';
import type { PlatformAnswer } from '../http.ts';
import { answered } from '../said.ts';

/** The API numbers its errors; newer ones have a word, too. The token endpoint speaks RFC 6749. */
const ErrorAnswer = z.object({
  serviceErrorCode: z.number().nullish(),
  code: z.string().nullish(),
  error: z.string().nullish(),
  message: z.string().nullish(),
});
/** Nothing but the message of a 422 names the post that is there already (unconfirmed: seen by many, not documented). */
const duplicate = /duplicate of (urn:li:[a-zA-Z]+:\d+)/;

/** Of a 401 (unconfirmed: seen by many, not documented). */
const tokenEnds: Record<string, TokenEnd> = {
  EXPIRED_ACCESS_TOKEN: 'expired',
  65602: 'expired',
  REVOKED_ACCESS_TOKEN: 'withdrawn',
  65601: 'withdrawn',
};

const dayMs = 86_400_000;

/** https://learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling */
export function classify(answer: PlatformAnswer): PlatformFailure | null {
  const { status, json } = answer;
  if (status < 400) return null;
  const { serviceErrorCode, code: word, error, message } = ErrorAnswer.safeParse(json).data ?? {};
  const code = error ?? word ?? String(serviceErrorCode ?? status);
  const said = answered('LinkedIn', status, code);
  if (status === 429) return new RateLimited(said, answer.retryAfterMs ?? untilMidnightMs(answer));
  if (status >= 500) return new Unavailable(said, 'unknown');
  // A refusal of the token endpoint is about the code, the refresh token or the app.
  if (error) return new Rejected(said, code);
  // 401: the token is invalid, revoked or expired; 403 with a code: it lacks the permission.
  if (status === 401) return new NeedsReauthorization(said, tokenEnds[code]);
  if (status === 403 && code !== '403') return new PermissionMissing(said);
  const [, original] = (status === 422 && duplicate.exec(message ?? '')) || [];
  if (original) return new Duplicate(answered('LinkedIn', 422, 'duplicate'), original);
  return new Rejected(said, code);
}

/**
 * Quotas begin again at midnight UTC, by the clock that the answer's Date shows:
 * https://learn.microsoft.com/linkedin/shared/api-guide/concepts/rate-limits
 */
function untilMidnightMs({ headers }: PlatformAnswer): number {
  const now = Date.parse(headers.date ?? '') || Date.now();
  return dayMs - (now % dayMs);
}
