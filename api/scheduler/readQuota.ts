import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { holdsOfConnection } from '../../commands/connections/holdCalls.ts';
import { findConnectionWithHold } from '../../db/connections.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Services } from '../services.ts';

/** How many posts an account may still publish now; or why that is not known. */
export type QuotaAnswer =
  | { quota: { used: number; limit: number }; quota_reason: null }
  | { quota: null; quota_reason: 'not_told' | 'not_asked' | 'not_answered' };

const unknown = (reason: 'not_told' | 'not_asked' | 'not_answered'): QuotaAnswer => ({
  quota: null,
  quota_reason: reason,
});

/**
 * Asks the platform for an account's quota. A call that only reads, with the token as it is: one that has ended is not
 * refreshed for it, and while the platform asked to wait nothing is asked. No failure of the platform is thrown.
 */
export async function readQuota(
  registered: RegisteredPlatform,
  connectionId: string,
  { vault, log }: Services,
): Promise<QuotaAnswer> {
  const { platform } = registered;
  const { publish } = platform;
  if (!publish?.quota) return unknown('not_told');
  const found = await findConnectionWithHold(connectionId);
  const tokens = found && openTokens(vault, found.connection);
  if (!tokens) return unknown('not_asked');
  const { tokenExpiresAt, externalId } = found.connection;
  if (tokenExpiresAt && tokenExpiresAt <= new Date()) return unknown('not_asked');

  const count = { calls: 0 };
  const { http } = heldCalls({ registered, ...holdsOfConnection(found), count });
  try {
    const quota = await publish.quota({ http, accessToken: tokens.accessToken, externalId });
    return quota ? { quota, quota_reason: null } : unknown('not_told');
  } catch (error) {
    if (count.calls === 0) return unknown('not_asked');
    log.warn({ platform: platform.id, reason: (error as Error).message }, 'a quota was not told');
    return unknown('not_answered');
  }
}
