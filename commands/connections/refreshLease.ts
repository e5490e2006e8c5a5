import { randomUUID } from 'node:crypto';
import { transaction } from '../../db/connection.ts';
import type { Connection } from '../../db/models/connection.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { row, rows } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { sealTokens, type FreshTokens } from './connectionTokens.ts';

/** Longer than a refresh can take: a call of 20 s, what its answer holds back, and five attempts to keep what it gave. */
const leaseFor = `interval '90 seconds'`;

/** The right to refresh one connection's token: whoever holds it is alone. */
export interface RefreshLease {
  connection: Connection;
  key: string;
  /** Nobody knows how the refresh before ended: the refresh token may be used up. */
  abandoned: boolean;
}

/**
 * Takes the lease, if nobody holds it and the token is still the one that `connection` was read with. Null when the
 * token was refreshed or removed meanwhile, or somebody is at it.
 */
export async function takeRefreshLease(connection: Connection): Promise<RefreshLease | null> {
  const key = randomUUID();
  const taken = await row<{ abandoned: boolean }>(
    `with before as (select id, refresh_lease from social_media_connections where id = $1 for update)
     update social_media_connections c
     set refresh_lease = $2, refresh_lease_until = clock_timestamp() + ${leaseFor}
     from before
     where c.id = before.id and c.connection_status in ('active', 'expired', 'error')
       and c.token_version = $3
       and (c.refresh_lease_until is null or c.refresh_lease_until < clock_timestamp())
     returning before.refresh_lease is not null as abandoned`,
    [connection.id, key, connection.tokenVersion],
  );
  return taken ? { connection, key, abandoned: taken.abandoned } : null;
}

/** Gives the lease back; the token stays as it is. */
export async function releaseRefreshLease({ connection, key }: RefreshLease): Promise<void> {
  await rows(
    `update social_media_connections set refresh_lease = null, refresh_lease_until = null
     where id = $1 and refresh_lease = $2 returning 1 as released`,
    [connection.id, key],
  );
}

/** Gives the lease back as one whose outcome is unknown: the next to refresh is told (`abandoned`). */
export async function abandonRefreshLease({ connection, key }: RefreshLease): Promise<void> {
  await rows(
    `update social_media_connections set refresh_lease_until = null
     where id = $1 and refresh_lease = $2 returning 1 as abandoned`,
    [connection.id, key],
  );
}

/**
 * Keeps what a refresh gave, and ends the lease: a connection that had expired works again. One in error stays so until
 * its figures come. False when it was disconnected or connected anew meanwhile: what came then is nobody's.
 */
export async function keepRefreshedTokens(
  vault: Vault,
  { connection, key }: RefreshLease,
  tokens: FreshTokens,
  now: Date,
): Promise<boolean> {
  const sealed = sealTokens(vault, connection.id, tokens);
  const kept = await row(
    `update social_media_connections set
       access_token_encrypted = $3, token_version = token_version + 1, token_expires_at = $4,
       refreshed_at = $5, updated_at = $5,
       refresh_token_encrypted = coalesce($6, refresh_token_encrypted),
       refresh_expires_at = case when $6::bytea is null then refresh_expires_at else $7 end,
       status_since = case when connection_status = 'expired' then $5 else status_since end,
       status_reason = case when connection_status = 'expired' then null else status_reason end,
       connection_status = case when connection_status = 'expired' then 'active' else connection_status end,
       refresh_lease = null, refresh_lease_until = null
     where id = $1 and refresh_lease = $2 returning 1 as kept`,
    [
      ...[connection.id, key],
      ...[sealed.accessTokenEncrypted, sealed.tokenExpiresAt, now],
      ...[sealed.refreshTokenEncrypted ?? null, sealed.refreshExpiresAt ?? null],
    ],
  );
  return kept !== undefined;
}

/** How a refresh ended, for the log that operators and the guide's figures read. */
export async function logRefresh(
  connection: Connection,
  outcome: { status: 'success' | 'failed'; durationMs: number; calls: number; at: Date } & (
    { error: null } | { error: { code: string; message: string } }
  ),
): Promise<void> {
  await transaction(() =>
    SyncLog.create({
      connectionId: connection.id,
      projectId: connection.projectId,
      platform: connection.platform,
      syncType: 'refresh',
      syncStatus: outcome.status,
      durationMs: Math.round(outcome.durationMs),
      calls: outcome.calls,
      errorCode: outcome.error?.code ?? null,
      errorMessage: outcome.error?.message.slice(0, 500) ?? null,
      createdAt: outcome.at,
    }),
  );
}
