import type { ConnectionStatus } from '../../contracts/connections.ts';
import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { wakeWorkflow } from '../startWorkflow.ts';

interface OrderedConnection {
  id: string;
  platform: string;
  username: string;
  status: ConnectionStatus;
}

/**
 * Promises a sync of each of the project's connections, or of those at `platforms`. Those that wait for their owner
 * are left out, and named.
 */
export function orderSyncs(
  projectId: string,
  platforms: string[] | null,
): Promise<{ ordered: OrderedConnection[]; skipped: OrderedConnection[] }> {
  return transaction(async () => {
    const found = await rows<OrderedConnection>(
      `select id, platform, username, connection_status as status from social_media_connections
       where project_id = $1 and connection_status <> 'revoked' and ($2::text[] is null or platform = any($2))
       order by platform, username, id`,
      [projectId, platforms],
    );
    const ordered = found.filter(({ status }) => status !== 'needs_reauth');
    for (const { id } of ordered) await wakeWorkflow('syncConnection', { connectionId: id }, projectId);
    return { ordered, skipped: found.filter(({ status }) => status === 'needs_reauth') };
  });
}
