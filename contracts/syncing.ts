/** How a sync went: everything, a part, nothing, or it was not the time for it. */
export type SyncStatus = 'success' | 'partial' | 'failed' | 'skipped';

/** What is done to each connection of a walk. */
export type WalkKind = 'sync' | 'repair' | 'refresh';

/** One connection's outcome. */
export interface ConnectionOutcome {
  /** 'fresh': its token is not due yet, or nothing renews it. 'gone': it was disconnected or needs its owner. */
  status: SyncStatus | 'fresh' | 'gone';
  /** When another try makes sense, in ms from now; null when it makes none. */
  retryAfterMs: number | null;
}

/** A part of the connections that a job walks through. */
export interface BatchRequest {
  kind: WalkKind;
  /** By id: those after `after`, up to and with `until`. */
  after: string;
  until: string;
  /** Only those that were not done since then, ISO 8601. */
  since: string;
  /** A later round: only those that the rounds before put off. */
  again: boolean;
  /** The last round: nobody is tried again after it. */
  last?: boolean;
  /** For 'refresh': tokens that expire within so many days; those that are due where none are named. */
  days?: number | undefined;
  /** How many batches run beside this one, itself included: they share the calls in flight. */
  lanes: number;
}

/** What a batch did. */
export interface BatchOutcome {
  /** The id to go on after; null at the end of the range. */
  next: string | null;
  counts: WalkCounts;
  /** When those that are to be tried again may be, in ms from now; null when there are none. */
  retry: WaitSpan | null;
}

/** The waits of several connections, in ms: that of the first to be tried again, and that of the last. */
export interface WaitSpan {
  first: number;
  last: number;
}

export type WalkCounts = Record<ConnectionOutcome['status'], number>;

export const noCounts: WalkCounts = { success: 0, partial: 0, failed: 0, skipped: 0, fresh: 0, gone: 0 };

/** A walk waits no longer for a connection, in ms: one that is put off for longer is left to the next walk. */
export const longestWaitMs = 2 * 60 * 60_000;

/** The span of these waits that a walk waits for; null when there are none. */
export function spanOf(waits: number[]): WaitSpan | null {
  const awaited = waits.filter((wait) => wait <= longestWaitMs);
  return awaited.length > 0 ? { first: Math.min(...awaited), last: Math.max(...awaited) } : null;
}

/** Of the calls that a platform allows an account, syncs make so many: the others are for its posts and messages. */
const syncShare = 1 / 2;

/** Calls that syncs made within the time over which the platform counts, and when the first of them was. */
export interface CallsMade {
  recentCalls: number;
  firstCallAt: Date | null;
}

/** The calls that syncs may still make, and until when no others may follow. */
export function callsLeft(
  limit: { calls: number; seconds: number },
  { recentCalls, firstCallAt }: CallsMade,
  now: Date,
): { calls: number; until: Date } {
  return {
    calls: Math.floor(limit.calls * syncShare) - recentCalls,
    until: new Date((firstCallAt ?? now).getTime() + limit.seconds * 1000),
  };
}
