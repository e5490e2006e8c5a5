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

/** The token endpoint names its error in words; with api_type=json, a form's errors are [code, message, field]. */
const ErrorAnswer = z.object({
  error: z.union([z.string(), z.number()]).nullish(),
  json: z
    .object({
      errors: z.array(z.array(z.unknown())),
      /** Beside RATELIMIT: the seconds until posting is allowed again. */
      ratelimit: z.number().nullish(),
    })
    .nullish(),
});

/** For those who post too often, and for new accounts (unconfirmed: the list of errors is not published). */
const limited = ['RATELIMIT', 'QUOTA_FILLED'];

/** Failures may come with 200: only what the answer says tells (github.com/reddit-archive/reddit/wiki/OAuth2). */
export function classify(answer: PlatformAnswer): PlatformFailure | null {
  const { status } = answer;
  const code = codeOf(answer);
  if (status < 400 && code === null) return null;
  const said = answered('Reddit', status, code);
  if (status === 429 || limited.includes(code ?? '')) return new RateLimited(said, waitMs(answer));
  if (code === 'USER_REQUIRED') return new NeedsReauthorization(said);
  if (status >= 500) return new Unavailable(said, 'unknown');
  const challenge = answer.headers['www-authenticate'] ?? '';
  // The token endpoint's 401 is about the app, which it challenges with Basic: RFC 6749 calls that invalid_client.
  if (status === 401 && /^basic/i.test(challenge)) return new Rejected(said, 'invalid_client');
  if (status === 401) return new NeedsReauthorization(said);
  if (status === 403 && challenge.includes('insufficient_scope')) return new PermissionMissing(said);
  return new Rejected(said, code ?? String(status));
}

function codeOf({ json }: PlatformAnswer): string | null {
  const { error, json: ofForm } = ErrorAnswer.safeParse(json).data ?? {};
  const [first] = ofForm?.errors ?? [];
  if (first) return String(first[0]);
  return error === null || error === undefined ? null : String(error);
}

/** What the form's answer says of posting, else `X-Ratelimit-Reset`: the seconds until the window of calls ends. */
function waitMs({ headers, json, retryAfterMs }: PlatformAnswer): number | null {
  const ofPosting = ErrorAnswer.safeParse(json).data?.json?.ratelimit;
  const seconds = ofPosting ?? Number(headers['x-ratelimit-reset']);
  return retryAfterMs ?? (seconds > 0 ? Math.ceil(seconds * 1000) : null);
}
