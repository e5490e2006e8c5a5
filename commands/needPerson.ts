import type { ConnectionReason, ConnectionStatus } from '../contracts/connections.ts';
import { transaction } from '../db/connection.ts';
import type { Connection } from '../db/models/connection.ts';
import { row } from '../db/query.ts';
import { startWorkflow } from './startWorkflow.ts';

/**
 * Marks a connection as one that only a person can mend: `expired` when its token lapsed and nothing refreshes it, else
 * `needs_reauth`; they are told by mail. Nothing changes when it was connected anew, disconnected or marked since it
 * was read.
 */
export function needPerson(connection: Connection, reason: ConnectionReason, now: Date): Promise<void> {
  const status = reason === 'token_expired' ? 'expired' : 'needs_reauth';
  return transaction(async () => {
    const changed = await mark(connection, status, reason, now);
    if (changed) await startWorkflow('notifyTokenExpiration', {}, null);
  });
}

const mark = (
  { id, accessTokenEncrypted }: Connection,
  status: ConnectionStatus,
  reason: ConnectionReason,
  now: Date,
) =>
  row(
    `update social_media_connections
     set connection_status = $2, status_reason = $3, status_since = $4, updated_at = $4,
       refresh_lease = null, refresh_lease_until = null
     where id = $1 and access_token_encrypted = $5 and connection_status in ('active', 'expired', 'error')
       and connection_status <> $2 returning 1 as changed`,
    [id, status, reason, now, accessTokenEncrypted],
  );
