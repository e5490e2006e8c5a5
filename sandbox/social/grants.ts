import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '../store.ts';
import { nowOf } from './clock.ts';

/** What a person allowed an app: the family of all codes and tokens that came of it. */
export interface Grant {
  id: string;
  platform: string;
  clientId: string;
  accountId: string;
  scopes: string[];
  /** The authorisation request's own parameters, such as Google's access_type. */
  parameters: Record<string, string>;
  createdAt: number;
  revokedAt: number | null;
}

interface GrantRow {
  id: string;
  platform: string;
  client_id: string;
  account_id: string;
  scopes: string;
  parameters: string;
  created_at: number;
  revoked_at: number | null;
}

/** How codes and tokens are kept. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A secret that nobody guesses: letters, digits, - and _. */
export const newSecret = (prefix = '', bytes = 32): string =>
  prefix + randomBytes(bytes).toString('base64url');

export function createGrant(
  store: Store,
  grant: Pick<Grant, 'platform' | 'clientId' | 'accountId' | 'scopes' | 'parameters'>,
): Grant {
  const created = { ...grant, id: store.newId(), createdAt: nowOf(store), revokedAt: null };
  store.run(
    'insert into social_grants (id, platform, client_id, account_id, scopes, parameters, created_at) values (?, ?, ?, ?, ?, ?, ?)',
    ...[created.id, grant.platform, grant.clientId, grant.accountId, JSON.stringify(grant.scopes)],
    ...[JSON.stringify(grant.parameters), created.createdAt],
  );
  return created;
}

export function findGrant(store: Store, id: string): Grant | null {
  const row = store.all<GrantRow>('select * from social_grants where id = ?', id)[0];
  return row ? grantOf(row) : null;
}

/** What an account allowed an app last. */
export function latestGrant(
  store: Store,
  { platform, clientId, accountId }: Pick<Grant, 'platform' | 'clientId' | 'accountId'>,
): Grant | null {
  const row = store.all<GrantRow>(
    `select * from social_grants where platform = ? and client_id = ? and account_id = ?
     order by rowid desc limit 1`,
    ...[platform, clientId, accountId],
  )[0];
  return row ? grantOf(row) : null;
}

function grantOf(row: GrantRow): Grant {
  return {
    id: row.id,
    platform: row.platform,
    clientId: row.client_id,
    accountId: row.account_id,
    scopes: JSON.parse(row.scopes) as string[],
    parameters: JSON.parse(row.parameters) as Record<string, string>,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}

/** Ends a grant: nothing that came of it is accepted any more. */
export const revokeGrant = (store: Store, id: string): void =>
  void store.run(
    'update social_grants set revoked_at = ? where id = ? and revoked_at is null',
    nowOf(store),
    id,
  );

/** Ends all that an account allowed, as when its person removes the app. Returns how many grants that were. */
export const revokeAccount = (store: Store, platform: string, accountId: string): number =>
  store.run(
    'update social_grants set revoked_at = ? where platform = ? and account_id = ? and revoked_at is null',
    ...[nowOf(store), platform, accountId],
  ).changes;
