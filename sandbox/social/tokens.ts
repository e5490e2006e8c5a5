import type { Store } from '../store.ts';
import { nowOf } from './clock.ts';
import { findGrant, hashOf, newSecret, revokeGrant, type Grant } from './grants.ts';
import { Refused } from './refused.ts';

/** A token as the sandbox knows it: never the token itself. */
export interface Token {
  grant: Grant;
  /** `access`, `refresh`, or what else a platform has, such as Facebook's `page`. */
  kind: string;
  /** What it stands for when that is not the account itself, such as a page. */
  subject: string | null;
  createdAt: number;
  /** null: it lives until it is revoked. */
  expiresAt: number | null;
  usedAt: number | null;
  revokedAt: number | null;
}

interface TokenRow {
  grant_id: string;
  kind: string;
  subject: string | null;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
  revoked_at: number | null;
}

/** Makes a token of a grant; a lifetime of null is for ever. Returns the token, which nobody can read again. */
export function issueToken(
  store: Store,
  grant: Grant,
  options: { kind: string; lifetimeSeconds: number | null; prefix?: string; subject?: string },
): string {
  const token = newSecret(options.prefix, 40);
  const now = nowOf(store);
  store.run(
    'insert into social_tokens (hash, grant_id, kind, subject, created_at, expires_at) values (?, ?, ?, ?, ?, ?)',
    ...[hashOf(token), grant.id, options.kind, options.subject ?? null, now],
    options.lifetimeSeconds === null ? null : now + options.lifetimeSeconds * 1000,
  );
  return token;
}

/** What a platform knows of a token, whatever its state; null when it never issued it. */
export function findToken(store: Store, platform: string, token: string): Token | null {
  const row = store.all<TokenRow>('select * from social_tokens where hash = ?', hashOf(token))[0];
  const grant = row && findGrant(store, row.grant_id);
  if (!row || grant?.platform !== platform) return null;
  return {
    grant,
    kind: row.kind,
    subject: row.subject,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    revokedAt: row.revoked_at ?? grant.revokedAt,
  };
}

export const isExpired = (store: Store, { expiresAt }: Token): boolean =>
  expiresAt !== null && expiresAt <= nowOf(store);

/**
 * Accepts a refresh token. A rotating one is used up by it; its second use ends the whole family, since one of the two
 * users must be a thief (RFC 9700, section 4.14.2).
 * @throws {Refused} when it is unknown, another app's, revoked, expired or used.
 */
export function redeemRefreshToken(
  store: Store,
  request: { token: string; platform: string; clientId: string; rotating: boolean },
): Token {
  const token = findToken(store, request.platform, request.token);
  if (token?.kind !== 'refresh' || token.grant.clientId !== request.clientId) {
    throw new Refused('unknown_refresh_token', 'The refresh token is invalid.');
  }
  if (token.usedAt !== null) {
    revokeGrant(store, token.grant.id);
    throw new Refused('used_refresh_token', 'The refresh token was used already.');
  }
  if (token.revokedAt !== null) throw new Refused('revoked_refresh_token', 'The refresh token is revoked.');
  if (isExpired(store, token)) throw new Refused('expired_refresh_token', 'The refresh token is expired.');
  if (request.rotating) {
    store.run('update social_tokens set used_at = ? where hash = ?', nowOf(store), hashOf(request.token));
  }
  return token;
}

/** Ends this one token; the others of its grant stay. */
export const revokeToken = (store: Store, token: string): void =>
  void store.run('update social_tokens set revoked_at = ? where hash = ?', nowOf(store), hashOf(token));

/** Lets an account's tokens of a kind expire now. Returns how many. */
export const expireTokens = (store: Store, platform: string, accountId: string, kind: string): number =>
  store.run(
    `update social_tokens set expires_at = ? where kind = ? and (expires_at is null or expires_at > ?)
     and grant_id in (select id from social_grants where platform = ? and account_id = ?)`,
    ...[nowOf(store), kind, nowOf(store), platform, accountId],
  ).changes;

/** How an account's tokens stand, newest first. */
export function tokenStates(store: Store, platform: string, accountId: string) {
  const rows = store.all<TokenRow & { client_id: string; scopes: string; ended_at: number | null }>(
    `select t.*, g.client_id, g.scopes, g.revoked_at as ended_at from social_tokens t
     join social_grants g on g.id = t.grant_id where g.platform = ? and g.account_id = ? order by t.rowid desc`,
    ...[platform, accountId],
  );
  const now = nowOf(store);
  return rows.map((row) => ({
    kind: row.kind,
    clientId: row.client_id,
    grantId: row.grant_id,
    scopes: JSON.parse(row.scopes) as string[],
    state: stateOf(row, row.ended_at, now),
    createdAt: new Date(row.created_at).toISOString(),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at).toISOString(),
  }));
}

function stateOf(row: TokenRow, grantEndedAt: number | null, now: number) {
  if (row.revoked_at !== null || grantEndedAt !== null) return 'revoked';
  if (row.used_at !== null) return 'used';
  return row.expires_at !== null && row.expires_at <= now ? 'expired' : 'valid';
}
