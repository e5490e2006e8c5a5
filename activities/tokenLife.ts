import { refreshDueAt } from '../contracts/connectionHealth.ts';
import type { Connection } from '../db/models/connection.ts';
import type { RegisteredPlatform } from '../platforms/registry.ts';

/** Nothing is refreshed twice within this: what another caller has just done is enough for all. */
const justRefreshedMs = 60_000;

/** Until a connection's token expires; Infinity where it never does. */
export const millisecondsLeft = ({ tokenExpiresAt }: Connection, now: Date): number =>
  tokenExpiresAt ? tokenExpiresAt.getTime() - now.getTime() : Infinity;

/** Whether the platform gives a new token without a person. */
export const canRefresh = (
  { refreshTokenEncrypted }: Connection,
  { platform }: RegisteredPlatform,
): boolean =>
  platform.oauth.refreshing === 'exchange' ||
  (platform.oauth.refreshing !== 'none' && refreshTokenEncrypted !== null);

/** Whether somebody has refreshed the token in the last minute. */
export const wasJustRefreshed = ({ refreshedAt }: Connection, now: Date): boolean =>
  refreshedAt !== null && now.getTime() - refreshedAt.getTime() < justRefreshedMs;

/** Whether a token's refresh is due: by its age; with `days`, when it expires within them. */
export function isDue(connection: Connection, days: number | undefined, now: Date): boolean {
  const left = millisecondsLeft(connection, now);
  if (days !== undefined) return left <= days * 24 * 60 * 60_000 && !wasJustRefreshed(connection, now);
  const dueAt = refreshDueAt(connection);
  return dueAt !== null && dueAt <= now;
}
