import type { Store } from '../store.ts';
import { nowOf } from './clock.ts';
import { findGrant, hashOf, newSecret, revokeGrant, type Grant } from './grants.ts';
import { verifies, type Challenge, type PkceRules } from './pkce.ts';
import { Refused } from './refused.ts';

/** Makes an authorisation code of a grant, for one use. */
export function issueCode(
  store: Store,
  grant: Grant,
  options: { redirectUri: string; challenge: Challenge | null; lifetimeSeconds: number; prefix?: string },
): string {
  const code = newSecret(options.prefix);
  store.run(
    'insert into social_codes (hash, grant_id, redirect_uri, challenge, challenge_method, expires_at) values (?, ?, ?, ?, ?, ?)',
    ...[hashOf(code), grant.id, options.redirectUri],
    ...[options.challenge?.value ?? null, options.challenge?.method ?? null],
    nowOf(store) + options.lifetimeSeconds * 1000,
  );
  return code;
}

interface CodeRow {
  grant_id: string;
  redirect_uri: string;
  challenge: string | null;
  challenge_method: string | null;
  expires_at: number;
  used_at: number | null;
}

const findCode = (store: Store, code: string): CodeRow | null =>
  store.all<CodeRow>('select * from social_codes where hash = ?', hashOf(code))[0] ?? null;

/** Whose consent a code stands for; null when there is no such code. */
export function grantOfCode(store: Store, code: string): Grant | null {
  const row = findCode(store, code);
  return row && findGrant(store, row.grant_id);
}

/**
 * Uses a code up. A second use is refused and ends all that the first one gave (RFC 6749, section 4.1.2).
 * @throws {Refused} when code, client, redirect URI or PKCE verifier do not fit.
 */
export function redeemCode(
  store: Store,
  request: { code: string; platform: string; clientId: string; redirectUri: string; verifier: string | null },
  pkce: PkceRules,
): Grant {
  const row = findCode(store, request.code);
  const grant = row && findGrant(store, row.grant_id);
  if (!row || grant?.platform !== request.platform || grant.clientId !== request.clientId) {
    throw new Refused('unknown_code', 'The authorization code is invalid.');
  }
  if (row.used_at !== null) {
    revokeGrant(store, grant.id);
    throw new Refused('used_code', 'The authorization code was used already.');
  }
  if (row.expires_at <= nowOf(store) || grant.revokedAt !== null) {
    throw new Refused('expired_code', 'The authorization code is expired.');
  }
  if (row.redirect_uri !== request.redirectUri) {
    throw new Refused('wrong_redirect_uri', 'The redirect_uri is not the one of the authorization request.');
  }
  const challenge = row.challenge && { value: row.challenge, method: row.challenge_method ?? 'plain' };
  if (!verifies(challenge || null, request.verifier, pkce)) {
    throw new Refused('wrong_verifier', 'The code verifier does not fit the code challenge.');
  }
  store.run('update social_codes set used_at = ? where hash = ?', nowOf(store), hashOf(request.code));
  return grant;
}
