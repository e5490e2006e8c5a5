import { createHmac, timingSafeEqual } from 'node:crypto';

export type LinkPurpose =
  'password-reset' | 'invitation' | 'unsubscribe' | 'unsubscribe-notices' | 'connected-account';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The token of a link in a mail: the row's id and an HMAC over it. It can be made again for every attempt to send the
 * mail, and nothing in the database lets anybody make one. That it works once, and how long, the row says.
 */
export function signLink(secret: string, purpose: LinkPurpose, id: string): string {
  return `${id}.${signature(secret, purpose, id).toString('base64url')}`;
}

/** The row's id of a genuine token of this purpose, else null. */
export function readLink(secret: string, purpose: LinkPurpose, token: string): string | null {
  const [id = '', given = ''] = token.split('.');
  if (!uuid.test(id)) return null;
  const expected = signature(secret, purpose, id);
  const actual = Buffer.from(given, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? id : null;
}

const signature = (secret: string, purpose: LinkPurpose, id: string) =>
  createHmac('sha256', secret).update(`${purpose}:${id}`).digest();
