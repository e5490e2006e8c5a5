import { literal } from 'sequelize';
import { Connection } from './models/connection.ts';
import { row } from './query.ts';

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

/** Until when a platform holds the whole app back; undefined where it never did. */
export const readPlatformHold = (platform: string) =>
  row<{ heldUntil: Date }>('select held_until as "heldUntil" from platform_holds where platform = $1', [
    platform,
  ]);
