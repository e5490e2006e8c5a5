import { isSigned, signText } from '../../commands/linkTokens.ts';
import type { MessageParameters } from '../../contracts/refusal.ts';
import type { Config } from '../../config/load.ts';

/** Why a consent came to nothing: a code, and what fills the placeholders of its text. */
export interface ConsentFailure {
  code: string;
  parameters: MessageParameters;
}

/**
 * What tells the page that a browser is sent to why a consent came to nothing, for it to be said in the reader's
 * language. Signed: the page says nothing that others wrote.
 */
export function signFailure({ JWT_SECRET = '' }: Config, { code, parameters }: ConsentFailure): string {
  const text = JSON.stringify({ code, parameters });
  return `${Buffer.from(text).toString('base64url')}.${signText(JWT_SECRET, 'consent-failure', text)}`;
}

/** The failure that an address brings; null when it is not of our making. */
export function readFailure({ JWT_SECRET = '' }: Config, given: string): ConsentFailure | null {
  const [packed = '', signed = ''] = given.split('.');
  const text = Buffer.from(packed, 'base64url').toString();
  return isSigned(JWT_SECRET, 'consent-failure', { text, signed })
    ? (JSON.parse(text) as ConsentFailure)
    : null;
}
