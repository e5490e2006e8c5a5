import { needPermission, needPerson } from '../commands/connections/needPerson.ts';
import type { ConnectionReason } from '../contracts/connections.ts';
import type { Connection } from '../db/models/connection.ts';
import { PermissionMissing, type NeedsReauthorization } from '../platforms/errors.ts';

/**
 * Has a connection wait for its owner after a platform's refusal: for the permission that they did not give, else for
 * `reason`. False as needPerson is. `lease`: the key of the refresh that was refused.
 */
export const waitForOwner = (
  connection: Connection,
  refusal: NeedsReauthorization,
  reason: ConnectionReason,
  now: Date,
  lease?: string,
): Promise<boolean> =>
  refusal instanceof PermissionMissing
    ? needPermission(connection, refusal.permissions, now, lease)
    : needPerson(connection, reason, now, lease);
