import { z } from 'zod';
import {
  Duplicate,
  NeedsReauthorization,
  PermissionMissing,
  type PlatformFailure,
  QuotaUsedUp,
  RateLimited,
  Rejected,
  type TokenEnd,
  Unavailable,
  unreadable,
} from './errors.ts';
import type { PlatformAnswer } from './http.ts';
import type { OAuth } from './platform.ts';
import { answered } from './said.ts';
import { businessUsageMs } from './usage.ts';

/**
 * What Meta's Graph APIs share (Instagram, Facebook, WhatsApp):
 * https://developers.facebook.com/docs/graph-api/guides/error-handling, and for publishing
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
 */
const GraphError = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().nullish(),
    is_transient: z.boolean().nullish(),
  }),
});
/** Instagram's token endpoint answers in a shape of its own. */
const TokenError = z.object({ error_type: z.string(), code: z.number() });

/** The session is over: the token is invalid (190), or what it stands for ended (102, 452). */
const sessionsOver = new Set([102, 190, 452]);
/** How, by the subcode: the app was taken off (458), the password changed (460), its time is over (463). 467 does not tell. */
const sessionEnds: Record<number, TokenEnd> = { 458: 'withdrawn', 460: 'withdrawn', 463: 'expired' };
/** Of the app: 4, and 341 for a feature of it. */
const appLimits = new Set([4, 341]);
/** Of an account: 17 and 32; 613 is a custom limit, 130429 is WhatsApp's. */
const accountLimits = new Set([17, 32, 613, 130429]);
/** WhatsApp: too many messages to one person. */
const recipientLimit = 131056;
const isBusinessLimit = (code: number) => code >= 80_000 && code <= 80_014;
/** Meta's own failure (-1, 2), or media that it could not fetch from the given address, or not in time (9004, 389, -2). */
const passing = new Set([-2, -1, 2, 389, 9004]);
/** A quota of posts: 9. */
const publishingQuota = 9;
/** A page has just posted the same. */
const duplicate = 506;
/** A container of Instagram that is still worked on: nothing was published. */
const notReady = 9007;
/** An account that is suspected of spam: said as a limit of the app, which others do not share. */
const suspectedSpam = 2207051;
/** Instagram: the 24 hours after the customer's last message are over. Said as a lack of permission. */
const windowOver = new Set([2534022, 2018278]);
/**
 * Somebody blocked the business, or is not there any more: of this person alone, though it may be said as a lack of
 * permission. https://developers.facebook.com/docs/messenger-platform/error-codes
 */
const isOfRecipient = (code: number, subcode: number | null | undefined) =>
  code === 551 || subcode === 1545041 || subcode === 2018108;
const isPermission = (code: number) => code === 10 || (code >= 200 && code <= 299);

/** Refusals name permissions only in their text, of which nothing is taken but the names that are asked for. */
const namedIn = (text: string, scopes: OAuth['scopes']): string[] => [
  ...new Set(text.match(/\w+/g)?.filter((word) => Object.hasOwn(scopes, word))),
];

/** The failure behind an answer of a Graph API, by its codes; null when it is none. `scopes`: what is asked for there. */
export function classifyGraph(
  { status, json, text, headers, retryAfterMs }: PlatformAnswer,
  scopes: OAuth['scopes'],
): PlatformFailure | null {
  const result = GraphError.safeParse(json);
  if (!result.success) return classifyWithoutError(status, json);
  const { code, error_subcode: subcode, is_transient: transient } = result.data.error;
  const said = answered('Meta', status, subcode ? `${code}/${subcode}` : String(code));
  const wait = retryAfterMs ?? (businessUsageMs(headers) || null);
  if (subcode === suspectedSpam || windowOver.has(subcode ?? 0))
    return new Rejected(said, `${code}/${subcode}`);
  if (code === duplicate) return new Duplicate(said, null);
  if (isOfRecipient(code, subcode)) return new Rejected(said, 'recipient_unavailable');
  if (code === notReady) return new Unavailable(said, 'not sent');
  if (sessionsOver.has(code)) return new NeedsReauthorization(said, sessionEnds[subcode ?? 0]);
  if (appLimits.has(code)) return new RateLimited(said, wait, 'app');
  if (code === recipientLimit) return new RateLimited(said, wait, 'recipient');
  if (code === publishingQuota) return new QuotaUsedUp(said, wait);
  if (accountLimits.has(code) || isBusinessLimit(code)) return new RateLimited(said, wait);
  if (isPermission(code)) return new PermissionMissing(said, namedIn(text, scopes));
  // A 400 with code 1 is what the token endpoint says of a wrong secret; what passes comes with 5xx, or is_transient.
  if (passing.has(code) || transient || status >= 500) return new Unavailable(said, 'unknown');
  return new Rejected(said, subcode ? `${code}/${subcode}` : String(code));
}

function classifyWithoutError(status: number, json: unknown): PlatformFailure | null {
  const token = TokenError.safeParse(json);
  if (status >= 400 && status < 500 && token.success) {
    return new Rejected(answered('Instagram', status, token.data.error_type), token.data.error_type);
  }
  if (status >= 500) return new Unavailable(answered('Meta', status), 'unknown');
  return status >= 400 ? new Rejected(answered('Meta', status), String(status)) : null;
}

/** An insight's value, wherever its shape keeps it: total_value, or the latest of values. Null without data. */
export const Insights = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      total_value: z.object({ value: z.number().nullish() }).nullish(),
      values: z.array(z.object({ value: z.unknown() })).nullish(),
    }),
  ),
});

/** The insights of an answer by name; a metric without data is not there, which is no zero. */
export function readInsights(json: unknown): Record<string, number> {
  const result = Insights.safeParse(json);
  if (!result.success) throw unreadable('Meta answered no insights');
  const entries = result.data.data.map(({ name, total_value: total, values }) => {
    const value = total?.value ?? values?.at(-1)?.value;
    return [name, value] as const;
  });
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, number] => typeof entry[1] === 'number'),
  );
}
