import { createHash } from 'node:crypto';
import { Refused } from './refused.ts';

/** What a platform makes of RFC 7636; null: it does not know PKCE and overlooks its parameters. */
export type PkceRules = {
  required: boolean;
  methods: ('S256' | 'plain')[];
  /** How the SHA-256 is written: base64url by the RFC, hex at TikTok. */
  encoding: 'base64url' | 'hex';
} | null;

/** What the authorisation request promised. */
export interface Challenge {
  value: string;
  method: string;
}

const unreserved = /^[\w.~-]{43,128}$/;

/** The challenge of an authorisation request. @throws {Refused} when it is malformed, or missing where required. */
export function readChallenge(query: URLSearchParams, rules: PkceRules): Challenge | null {
  if (!rules) return null;
  const value = query.get('code_challenge');
  if (!value) {
    if (rules.required) throw new Refused('wrong_challenge', 'code_challenge is missing.');
    return null;
  }
  // Without a method it is plain (RFC 7636, section 4.3).
  const method = query.get('code_challenge_method') ?? 'plain';
  if (!rules.methods.some((known) => known === method)) {
    throw new Refused('wrong_challenge', 'code_challenge_method is not supported.');
  }
  const form = method === 'S256' ? sha256Forms[rules.encoding] : unreserved;
  if (!form.test(value)) throw new Refused('wrong_challenge', 'code_challenge is malformed.');
  return { value, method };
}

const sha256Forms = { base64url: /^[\w-]{43}$/, hex: /^[\da-f]{64}$/ };

/** Whether a verifier fits the challenge; with neither, or where PKCE is unknown, it does. */
export function verifies(challenge: Challenge | null, verifier: string | null, rules: PkceRules): boolean {
  if (!rules) return true;
  if (!challenge) return verifier === null;
  if (verifier === null || !unreserved.test(verifier)) return false;
  if (challenge.method === 'plain') return verifier === challenge.value;
  return createHash('sha256').update(verifier).digest(rules.encoding) === challenge.value;
}
