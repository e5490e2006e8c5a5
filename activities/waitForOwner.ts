import { needPermission, needPerson } from '../commands/connections/needPerson.ts';
import type { ConnectionReason } from '../contracts/connections.ts';
import type { Connection } from '../db/models/connection.ts';
import { PermissionMissing, type NeedsReauthorization } from '../platforms/errors.ts';

/** Reasons that say no more than that the platform refused: what it tells of the token's end, or its time, says more. */
const plainRefusals: ConnectionReason[] = ['token_refused', 'refresh_refused'];

/**
 * Has a connection wait for its owner after a platform's refusal: for the permission that they did not give, for what
 * ended the token where that is known, else for `reason`. False as needPerson is. `lease`: the key of the refresh that
 * was refused.
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
    : needPerson(
        connection,
        (plainRefusals.includes(reason) && endOf(connection, refusal, now)) || reason,
        now,
        lease,
      );

function endOf(
  { refreshTokenEncrypted, refreshExpiresAt, tokenExpiresAt }: Connection,
  { end }: NeedsReauthorization,
  now: Date,
): ConnectionReason | null {
  if (end) return end === 'expired' ? 'token_expired' : 'token_withdrawn';
  const endsAt = refreshTokenEncrypted ? refreshExpiresAt : tokenExpiresAt;
  return endsAt && endsAt <= now ? 'token_expired' : null;
}
