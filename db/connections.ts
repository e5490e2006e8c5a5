import { literal } from 'sequelize';
import { Connection } from './models/connection.ts';
import { rows } from './query.ts';

/** A connection, and until when its platform holds the whole app back. */
export interface ConnectionWithHold {
  connection: Connection;
  platformHeldUntil: Date | null;
}

/** Null when the connection is gone. */
export async function findConnectionWithHold(connectionId: string): Promise<ConnectionWithHold | null> {
  const hold = literal(
    '(select h.held_until from platform_holds h where h.platform = "Connection".platform)',
  );
  const connection = await Connection.findByPk(connectionId, {
    attributes: { include: [[hold, 'platformHeldUntil']] },
  });
  if (!connection) return null;
  return { connection, platformHeldUntil: connection.get('platformHeldUntil') as Date | null };
}

/** Until when platforms hold the whole app back, by the platform; only what lasts at `now`. */
export async function findPlatformHolds(now: Date): Promise<Map<string, Date>> {
  const holds = await rows<{ platform: string; heldUntil: Date }>(
    'select platform, held_until as "heldUntil" from platform_holds where held_until > $1',
    [now],
  );
  return new Map(holds.map(({ platform, heldUntil }) => [platform, heldUntil]));
}
