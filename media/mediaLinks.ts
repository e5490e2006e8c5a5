import { createHmac, timingSafeEqual } from 'node:crypto';

/** Platforms fetch what they were given the address of within minutes, and some again within the day. */
const lifetimeSeconds = 24 * 60 * 60;

/**
 * The address under which a platform can fetch a stored file for 24 hours from `now`. Whoever has it can; nobody can
 * make one, or make it last longer.
 */
export function signMediaLink(secret: string, publicUrl: string, key: string, now: Date): string {
  const expires = String(Math.floor(now.getTime() / 1000) + lifetimeSeconds);
  const signature = sign(secret, key, expires).toString('base64url');
  return `${publicUrl}/media/publishing/${key}?expires=${expires}&signature=${signature}`;
}

/** Whether the parameters of such an address are ours, and it has not expired. */
export function isMediaLink(
  secret: string,
  key: string,
  { expires, signature }: { expires: string; signature: string },
  now: Date,
): boolean {
  const expected = sign(secret, key, expires);
  const actual = Buffer.from(signature, 'base64url');
  const genuine = actual.length === expected.length && timingSafeEqual(actual, expected);
  return genuine && Number(expires) * 1000 > now.getTime();
}

const sign = (secret: string, key: string, expires: string) =>
  createHmac('sha256', secret).update(`publishing-media:${key}:${expires}`).digest();
