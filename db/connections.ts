import { literal } from 'sequelize';
import { Connection } from './models/connection.ts';

/** A connection, and until when its platform holds the whole app back; null when it is gone. */
export async function findConnectionWithHold(
  connectionId: string,
): Promise<{ connection: Connection; platformHeldUntil: Date | null } | null> {
  const hold = literal(
    '(select h.held_until from platform_holds h where h.platform = "Connection".platform)',
  );
  const connection = await Connection.findByPk(connectionId, {
    attributes: { include: [[hold, 'platformHeldUntil']] },
  });
  if (!connection) return null;
  return { connection, platformHeldUntil: connection.get('platformHeldUntil') as Date | null };
}
