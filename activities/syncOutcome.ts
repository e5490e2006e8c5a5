import type { SyncStatus } from '../contracts/syncing.ts';
import type { SyncSubject } from '../db/syncs.ts';
import { UnknownKey } from '../db/vault.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../platforms/errors.ts';
import type { AccountReading } from './readAccount.ts';

/** Where a platform throttles without saying for how long: figures wait longer than the hold, which posts wait for too. */
const usualHoldMs = 15 * 60_000;
/** After a platform was away. */
const soonMs = 60_000;

/** How a sync went that read this, and failed so; null: it did not. */
export function statusOf({ statistics, posts }: AccountReading, failure: unknown): SyncStatus {
  if (!failure) return 'success';
  if (statistics ?? posts) return 'partial';
  return failure instanceof RateLimited ? 'skipped' : 'failed';
}

/**
 * Of a sync that could read nothing: one failure may pass; a second in a row, or a refusal, is something that somebody
 * must look at. A missing key says nothing about the connection.
 */
export function isBroken(failure: unknown, { lastSyncStatus }: SyncSubject): boolean {
  if (failure instanceof NeedsReauthorization || failure instanceof UnknownKey) return false;
  return failure instanceof Rejected || lastSyncStatus === 'failed';
}

/** When to try again, in ms; null when it makes no sense soon. What a throttling platform asks for is held by all. */
export function retryAfter(failure: unknown): number | null {
  if (failure instanceof RateLimited) return failure.retryAfterMs ?? usualHoldMs;
  return failure instanceof Unavailable ? soonMs : null;
}
