import type { z } from 'zod';
import type { SyncFailureAnswer } from '../../contracts/connections.ts';
import { nextRunOf } from '../../contracts/jobs.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { SyncFailure } from '../../db/syncs.ts';
import type { Locale } from '../locale.ts';
import { isMessageCode, say } from '../messages/index.ts';
import { timeText } from './timeText.ts';

export type PresentedFailure = z.infer<typeof SyncFailureAnswer>;

/** How the last sync failed, and when the next one is tried: soon, or by the daily job that is about such a connection. */
export function presentFailure(
  { connectionStatus }: Connection,
  { at, isPartial, errorCode, retryAt }: SyncFailure,
  now: Date,
  locale: Locale,
): PresentedFailure {
  const code = `sync_cause_${errorCode}`;
  const cause = say(locale, isMessageCode(code) ? code : 'sync_cause_unexpected');
  const daily = connectionStatus === 'error' ? 'repairConnections' : 'syncAllConnections';
  const next = retryAt && retryAt > now ? retryAt : nextRunOf(daily, now);
  return {
    at: at.toISOString(),
    code: errorCode,
    reason: say(locale, isPartial ? 'sync_partial' : 'sync_failed', { cause }),
    next_try_at: next.toISOString(),
  };
}

/** Why figures stand still at a connection that works, after a sync that failed. */
export const syncFailed = ({ reason, next_try_at: next }: PresentedFailure, locale: Locale) => ({
  reason,
  reason_code: 'sync_failed',
  what_to_do: say(locale, 'wait_for_next_sync', { time: timeText(new Date(next), locale) }),
});
