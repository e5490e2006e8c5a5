import { z } from 'zod';
import {
  NeedsReauthorization,
  PermissionMissing,
  type PlatformFailure,
  QuotaUsedUp,
  RateLimited,
  Rejected,
  Unavailable,
} from '../errors.ts';
import type { PlatformAnswer } from '../http.ts';
import { answered } from '../said.ts';

/** The API wraps its error in an object; the token endpoint says it flat, as RFC 6749 does. */
const ErrorAnswer = z.object({ error: z.union([z.string(), z.object({ code: z.string() })]) });

/** https://developers.tiktok.com/doc/tiktok-api-v2-error-handling */
const invalid = 'access_token_invalid';
const expired = 'access_token_expired';
const notAllowed = ['scope_not_authorized', 'scope_permission_missed'];
const throttled = ['rate_limit_exceeded', 'spam_risk_too_many_requests'];
/** So many posts of an account in a day. */
const dayQuota = 'spam_risk_too_many_posts';
/** How many people may post with the app in a day. */
const appThrottled = 'reached_active_user_cap';
const passing = ['internal_error', 'server_error', 'temporarily_unavailable'];

export function classify({ status, json, retryAfterMs }: PlatformAnswer): PlatformFailure | null {
  const result = ErrorAnswer.safeParse(json);
  const code = !result.success
    ? null
    : typeof result.data.error === 'string'
      ? result.data.error
      : result.data.error.code;
  if (status < 400 && (code === null || code === 'ok')) return null;
  const said = answered('TikTok', status, code);
  if (code === invalid) return new NeedsReauthorization(said);
  if (code === expired) return new NeedsReauthorization(said, 'expired');
  if (notAllowed.includes(code ?? '')) return new PermissionMissing(said);
  if (code === appThrottled) return new RateLimited(said, retryAfterMs, 'app');
  if (code === dayQuota) return new QuotaUsedUp(said, retryAfterMs);
  if (status === 429 || throttled.includes(code ?? '')) return new RateLimited(said, retryAfterMs);
  if (status >= 500 || passing.includes(code ?? '')) return new Unavailable(said, 'unknown');
  return new Rejected(said, code ?? String(status));
}
