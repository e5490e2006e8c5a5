import type { ConnectionReason } from '../contracts/connections.ts';
import type { Connection } from '../db/models/connection.ts';
import { row } from '../db/query.ts';

/**
 * Marks a connection as one that only a person can mend: `expired` when its token lapsed and nothing refreshes it, else
 * `needs_reauth`. Nothing changes when it was connected anew, disconnected or marked since it was read.
 */
export async function needPerson(connection: Connection, reason: ConnectionReason, now: Date): Promise<void> {
  const status = reason === 'token_expired' ? 'expired' : 'needs_reauth';
  await row(
    `update social_media_connections
     set connection_status = $2, status_reason = $3, status_since = $4, updated_at = $4,
       refresh_lease = null, refresh_lease_until = null
     where id = $1 and access_token_encrypted = $5 and connection_status in ('active', 'expired', 'error')
       and connection_status <> $2 returning 1 as changed`,
    [connection.id, status, reason, now, connection.accessTokenEncrypted],
  );
}
