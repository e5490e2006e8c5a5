import {
  longestWaitMs,
  noCounts,
  spanOf,
  type BatchOutcome,
  type BatchRequest,
  type ConnectionOutcome,
  type WalkCounts,
} from '../contracts/syncing.ts';
import { deleteSyncLogs, refreshViews } from '../db/upkeep.ts';
import { findBatch } from '../db/walks.ts';
import { beating, inParallel } from './beating.ts';
import { createSyncing, type SyncDependencies } from './syncing.ts';

/** Connections of a batch: some seconds of work, and few events in the workflow's history. */
const batchSize = 200;
/** Sync logs are kept for so many days. */
const keptDays = 90;

interface JobDependencies extends SyncDependencies {
  /** How many connections are worked on at once, in all batches of a walk together. */
  connectionsInFlight: number;
}

export const createJobActivities = ({ connectionsInFlight, ...dependencies }: JobDependencies) => {
  const { now } = dependencies;
  const { syncOne, refreshOne } = createSyncing(dependencies);

  return {
    /** When a job begins, by the clock that dates the rows. */
    async beginJob(): Promise<string> {
      return now().toISOString();
    },

    /**
     * Syncs one connection. A platform's failure is an outcome; it stands in the log, with when it is tried again:
     * `retriedWithinMs` says how long the workflow waits for that.
     */
    syncOneConnection(connectionId: string, retriedWithinMs = 0): Promise<ConnectionOutcome> {
      return beating(() => syncOne(connectionId, 'sync', retriedWithinMs));
    },

    /** Refreshes one connection's token by one call, unless somebody else does or has done so. */
    refreshOneToken(connectionId: string): Promise<ConnectionOutcome> {
      return beating(() => refreshOne(connectionId));
    },

    /**
     * Works through the next connections of a walk, some at once, each for itself: what goes wrong with one stands in
     * its log. A batch that is repeated goes on where it stopped.
     */
    async workBatch(request: BatchRequest): Promise<BatchOutcome> {
      const { kind, lanes, last = false } = request;
      const ids = await findBatch(request, batchSize, now());
      const retriedWithinMs = last ? 0 : longestWaitMs;
      const work = (id: string) =>
        kind === 'refresh' ? refreshOne(id, request.days) : syncOne(id, kind, retriedWithinMs);
      const atOnce = Math.max(1, Math.floor(connectionsInFlight / lanes));
      const outcomes = await beating(() => inParallel(ids, atOnce, work));
      const waits = outcomes.map(({ retryAfterMs }) => retryAfterMs).filter((wait) => wait !== null);
      return {
        next: ids.length < batchSize ? null : (ids.at(-1) ?? null),
        counts: countOutcomes(outcomes),
        retry: spanOf(waits),
      };
    },

    /** Brings the materialised views up to date, while they are read. */
    refreshStatisticsViews(): Promise<void> {
      return refreshViews();
    },

    /** Deletes the sync logs whose time is over; returns how many. */
    deleteOldSyncLogs(): Promise<number> {
      return deleteSyncLogs(new Date(now().getTime() - keptDays * 24 * 60 * 60_000));
    },
  };
};

function countOutcomes(outcomes: ConnectionOutcome[]): WalkCounts {
  const counts = { ...noCounts };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
