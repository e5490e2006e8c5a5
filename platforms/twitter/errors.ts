import { z } from 'zod';
import {
  Duplicate,
  NeedsReauthorization,
  PermissionMissing,
  type PlatformFailure,
  RateLimited,
  Rejected,
  Unavailable,
} from '../errors.ts';
import type { PlatformAnswer } from '../http.ts';
import { answered } from '../said.ts';

/** The API answers a problem (RFC 9457), the token endpoint the words of RFC 6749. */
const ErrorAnswer = z.object({
  type: z.string().nullish(),
  error: z.string().nullish(),
  detail: z.string().nullish(),
});

/** The last part of a problem's `type`: https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
const notAllowed = ['not-authorized-for-resource', 'oauth1-permissions', 'unsupported-authentication'];
/** The app's own allowance for the month is used up. */
const capped = 'usage-capped';

export function classify(answer: PlatformAnswer): PlatformFailure | null {
  const { status, json } = answer;
  if (status < 400) return null;
  const { type, error, detail } = ErrorAnswer.safeParse(json).data ?? {};
  // What has no type of its own says about:blank: https://www.rfc-editor.org/rfc/rfc9457#section-4.2.1
  const problem = type === 'about:blank' ? undefined : type?.split('/').at(-1);
  const code = error ?? problem ?? String(status);
  const said = answered('X', status, code);
  if (problem === capped) return new RateLimited(said, waitMs(answer), 'app');
  if (status === 429) return new RateLimited(said, waitMs(answer));
  if (status >= 500) return new Unavailable(said, 'unknown');
  // A refusal of the token endpoint is about the code, the refresh token or the app, and says so in `error`.
  if (status === 401 && !error) return new NeedsReauthorization(said);
  if (status === 403 && notAllowed.includes(problem ?? '')) return new PermissionMissing(said);
  // A duplicate has no type of its own: only the words tell it from what else is forbidden.
  if (status === 403 && type === 'about:blank' && /duplicate/i.test(detail ?? '')) {
    return new Duplicate(answered('X', 403, 'duplicate'), null);
  }
  return new Rejected(said, code);
}

/** `x-rate-limit-reset` is when the window ends, in seconds since 1970, by the clock that the answer's Date shows. */
function waitMs({ headers, retryAfterMs }: PlatformAnswer): number | null {
  const reset = Number(headers['x-rate-limit-reset']);
  if (!reset) return retryAfterMs;
  const now = Date.parse(headers.date ?? '') || Date.now();
  return Math.max(0, reset * 1000 - now);
}
