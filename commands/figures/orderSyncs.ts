import type { ConnectionStatus } from '../../contracts/connections.ts';
import { callsLeft, type CallsMade } from '../../contracts/syncing.ts';
import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { callsMade } from '../../db/syncs.ts';
import { wakeWorkflow } from '../startWorkflow.ts';

interface OrderedConnection {
  id: string;
  platform: string;
  username: string;
  status: ConnectionStatus;
}

/** A connection that nothing is asked of, and until when; null when a person must act first. */
export interface SkippedConnection extends OrderedConnection {
  reason: 'needs_reauth' | 'held' | 'calls_used_up';
  until: Date | null;
}

/** The calls that each platform allows an account, by its id. */
type Limits = Record<string, { calls: number; seconds: number }>;

/**
 * Promises a sync of each of the project's connections, or of those at `platforms`. Left out, and named, are those that
 * wait for their owner, and those that a sync could not call anyway: their platform wants no calls, or syncs have used
 * theirs.
 */
export function orderSyncs(
  projectId: string,
  platforms: string[] | null,
  { limits, now }: { limits: Limits; now: Date },
): Promise<{ ordered: OrderedConnection[]; skipped: SkippedConnection[] }> {
  const windows = Object.fromEntries(Object.entries(limits).map(([id, { seconds }]) => [id, seconds]));
  return transaction(async () => {
    const found = await rows<OrderedConnection & CallsMade & { heldUntil: Date | null }>(
      `select c.id, c.platform, c.username, c.connection_status as status,
         greatest(c.held_until, h.held_until) as "heldUntil", recent.*
       from social_media_connections c left join platform_holds h on h.platform = c.platform
       cross join lateral (${callsMade('$3', '$4')}) recent
       where c.project_id = $1 and c.connection_status <> 'revoked' and ($2::text[] is null or c.platform = any($2))
       order by c.platform, c.username, c.id`,
      [projectId, platforms, now, JSON.stringify(windows)],
    );
    const ordered: OrderedConnection[] = [];
    const skipped: SkippedConnection[] = [];
    for (const connection of found) {
      const obstacle = obstacleOf(connection, limits[connection.platform], now);
      if (obstacle) skipped.push({ ...connection, ...obstacle });
      else ordered.push(connection);
    }
    for (const { id } of ordered) await wakeWorkflow('syncConnection', { connectionId: id }, projectId);
    return { ordered, skipped };
  });
}

/** Why a sync of a connection would do nothing now; null when it would not. */
function obstacleOf(
  { status, heldUntil, ...made }: OrderedConnection & CallsMade & { heldUntil: Date | null },
  limit: Limits[string] | undefined,
  now: Date,
): Pick<SkippedConnection, 'reason' | 'until'> | null {
  if (status === 'needs_reauth') return { reason: 'needs_reauth', until: null };
  if (heldUntil && heldUntil > now) return { reason: 'held', until: heldUntil };
  const left = limit && callsLeft(limit, made, now);
  return left && left.calls <= 0 ? { reason: 'calls_used_up', until: left.until } : null;
}
