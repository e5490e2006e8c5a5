import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Messaging, WebhookItem } from './messaging.ts';

/**
 * What the webhooks of Meta's products share:
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */

/**
 * X-Hub-Signature-256 is `sha256=` and the HMAC-SHA256 of the body's very bytes, by the app's secret, in hex. (Meta
 * escapes what JSON need not escape: a body that was parsed and written again has another signature.) The older
 * X-Hub-Signature, by SHA-1, proves nothing.
 */
export const verifyGraph: Messaging['webhooks']['verify'] = (rawBody, headers, secrets) => {
  const [, hex] = /^sha256=([0-9a-f]{64})$/.exec(headers['x-hub-signature-256'] ?? '') ?? [];
  if (!hex) return false;
  const given = Buffer.from(hex, 'hex');
  // Every secret is tried, so that the time tells nothing of which one it was.
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(rawBody).digest(), given),
  );
  return matches.includes(true);
};

/** An id: text, wherever it comes as a number too. */
export const GraphId = z.union([z.string(), z.number()]).transform(String);

const Body = z.object({ object: z.string(), entry: z.array(z.unknown()) });

/** The entries of a webhook's body about `object`; null when it is no such body. */
export function readEntries(rawBody: Buffer, object: string): unknown[] | null {
  const body = Body.safeParse(parseExactly(rawBody.toString('utf8')));
  return body.success && body.data.object === object ? body.data.entry : null;
}

/** Parses JSON; integers that JavaScript would round stay as they are, as text. Undefined when it is none. */
function parseExactly(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
      ? source
      : value;
  try {
    // The types of the library do not know yet that a reviver is told the source: ECMAScript 2026, Node 21.
    return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

/**
 * An update under its key: `name` tells it from all others of the account (a message and its id); an update that has no
 * such name is known by its content. `person`: with whom it happens.
 */
export function webhookItem(
  platform: string,
  accountId: string | null,
  name: (string | number | null | undefined)[] | null,
  update: unknown,
  person: string | null = null,
): WebhookItem {
  const payload = JSON.stringify(update);
  const digest = () => createHash('sha256').update(payload).digest('hex');
  const key = [platform, accountId, ...(name ?? ['other', digest()])].join('/');
  return { key, accountId, person, payload };
}

/** A time of Meta's, which comes in seconds or in milliseconds, as a number or as text. */
export const GraphTime = z.union([z.string().regex(/^\d+$/), z.number()]).transform((value) => {
  const number = Number(value);
  return new Date(number < 100_000_000_000 ? number * 1000 : number);
});

/** What JSON holds, by a schema; null when it is another shape. */
export function parseUpdate<Shape extends z.ZodType>(shape: Shape, payload: string): z.infer<Shape> | null {
  const result = shape.safeParse(JSON.parse(payload));
  return result.success ? result.data : null;
}
