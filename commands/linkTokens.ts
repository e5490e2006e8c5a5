import { createHmac, timingSafeEqual } from 'node:crypto';

export type LinkPurpose =
  | 'password-reset'
  | 'invitation'
  | 'unsubscribe'
  | 'unsubscribe-notices'
  | 'connected-account'
  | 'publication';

/** What is signed: a row's id in a link, or why a consent came to nothing. */
type SignedPurpose = LinkPurpose | 'consent-failure';

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
  return isSigned(secret, purpose, { text: id, signed: given }) ? id : null;
}

/** What shows that a text comes from us, for `purpose`, though it stands in an address. */
export const signText = (secret: string, purpose: SignedPurpose, text: string): string =>
  signature(secret, purpose, text).toString('base64url');

/** Whether we signed this text. */
export function isSigned(
  secret: string,
  purpose: SignedPurpose,
  { text, signed }: { text: string; signed: string },
): boolean {
  const expected = signature(secret, purpose, text);
  const actual = Buffer.from(signed, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

const signature = (secret: string, purpose: SignedPurpose, text: string) =>
  createHmac('sha256', secret).update(`${purpose}:${text}`).digest();
