import type { ConnectionReason } from '../../contracts/connections.ts';
import { transaction } from '../../db/connection.ts';
import type { Connection } from '../../db/models/connection.ts';
import { row } from '../../db/query.ts';
import { wakeWorkflowSoon } from '../startWorkflow.ts';

/**
 * Marks a connection as one that only a person can mend: `expired` when its token's time is over and nothing refreshes
 * it, else `needs_reauth`; they are told by mail within a minute. False, and nothing changes, when it got other tokens,
 * was disconnected or marked since it was read, or when `lease`, the key of the refresh that was refused, is another's
 * by now.
 */
export const needPerson = (
  connection: Connection,
  reason: ConnectionReason,
  now: Date,
  lease?: string,
): Promise<boolean> => markAndTell(connection, { reason, notGranted: [], now, lease });

/**
 * The same where the token is good, but its person did not allow what is needed. `permissions` are those that the
 * platform named: they are no longer among what was granted.
 */
export const needPermission = (
  connection: Connection,
  permissions: string[],
  now: Date,
  lease?: string,
): Promise<boolean> =>
  markAndTell(connection, { reason: 'permission_missing', notGranted: permissions, now, lease });

interface Mark {
  reason: ConnectionReason;
  notGranted: string[];
  now: Date;
  lease: string | undefined;
}

function markAndTell(connection: Connection, mark: Mark): Promise<boolean> {
  return transaction(async () => {
    const changed = await writeMark(connection, mark);
    if (changed) await wakeWorkflowSoon('notifyTokenExpiration', {}, null);
    return changed !== undefined;
  });
}

const writeMark = ({ id, tokenVersion }: Connection, { reason, notGranted, now, lease }: Mark) =>
  row(
    `update social_media_connections
     set connection_status = $2, status_reason = $3, status_since = $4, updated_at = $4,
       scopes = case when scopes is null then null
         else array(select scope from unnest(scopes) scope where scope <> all ($6::text[])) end,
       refresh_lease = null, refresh_lease_until = null
     where id = $1 and token_version = $5 and ($7::uuid is null or refresh_lease = $7)
       and connection_status in ('active', 'expired', 'error') and connection_status <> $2 returning 1 as changed`,
    [
      ...[id, reason === 'token_expired' ? 'expired' : 'needs_reauth', reason, now],
      ...[tokenVersion, notGranted, lease ?? null],
    ],
  );
