/** How a sync went: everything, a part, nothing, or it was not the time for it. */
export type SyncStatus = 'success' | 'partial' | 'failed' | 'skipped';

/** What is done to each connection of a walk. */
export type WalkKind = 'sync' | 'repair' | 'refresh';

/** One connection's outcome. */
export interface ConnectionOutcome {
  /** 'gone' when it was disconnected or needs its owner. */
  status: SyncStatus | 'gone';
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
  /** When the last of those that were put off may be tried again, in ms from now; null when none was. */
  retryAfterMs: number | null;
}

export type WalkCounts = Record<SyncStatus | 'gone', number>;

export const noCounts: WalkCounts = { success: 0, partial: 0, failed: 0, skipped: 0, gone: 0 };
