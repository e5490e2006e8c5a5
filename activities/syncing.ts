import { log } from '@temporalio/activity';
import {
  accountEngagementRate,
  engagementDays,
  postEngagementRate,
} from '../commands/figures/engagementRate.ts';
import { findFreshFigures } from '../commands/figures/freshFigures.ts';
import { recordSync } from '../commands/figures/recordSync.ts';
import type { Audience } from '../contracts/figures.ts';
import { callsLeft, type ConnectionOutcome } from '../contracts/syncing.ts';
import { isDatabaseTrouble } from '../db/failures.ts';
import { readSyncSubject, type SyncSubject } from '../db/syncs.ts';
import { isPlatformFailure, RateLimited } from '../platforms/errors.ts';
import type { Registry } from '../platforms/registry.ts';
import type { CallBudget } from '../platforms/heldCalls.ts';
import { describeFailure, nothingRead, readAccount, type AccountReading } from './readAccount.ts';
import { isBroken, retryAfter, statusOf } from './syncOutcome.ts';
import type { TokenKeeper } from './tokenKeeper.ts';

const day = 24 * 60 * 60_000;
/**
 * How far back the first sync looks for posts, and one after a sync that did not read everything; and every other one from
 * the last: a month, for their figures move.
 */
const firstLookMs = 90 * day;
const overlapMs = engagementDays * day;
type SyncType = 'sync' | 'repair';

/** A sync that was begun. */
interface Asked {
  subject: SyncSubject;
  type: SyncType;
  started: number;
  retriedWithinMs: number;
}

const gone: ConnectionOutcome = { status: 'gone', retryAfterMs: null };

export interface SyncDependencies {
  platforms: Registry;
  tokens: TokenKeeper;
  /** The clock that dates the rows. */
  now: () => Date;
}

/**
 * Brings connections up to date, each for itself: what goes wrong with one is its outcome, and stands in its log.
 * Nothing is thrown but a database that was away or had trouble with others: then the same, done again, may succeed.
 */
export function createSyncing({ platforms, tokens, now }: SyncDependencies) {
  const windows = Object.fromEntries(
    platforms.all().map(({ platform }) => [platform.id, platform.limits.perAccount.seconds]),
  );

  /**
   * Syncs one connection: asks its platform, keeps what it tells, logs how it went. `retriedWithinMs`: how long the
   * caller waits to try again, where that makes sense; 0 when it does not.
   */
  const syncOne = (connectionId: string, type: SyncType, retriedWithinMs = 0) =>
    apart(connectionId, async () => {
      const subject = await readSyncSubject(connectionId, now(), windows);
      if (!subject || subject.connectionStatus === 'revoked' || subject.connectionStatus === 'needs_reauth')
        return gone;
      const started = performance.now();
      const reading: AccountReading = { ...nothingRead(), budget: budgetOf(subject) };
      const failure = await ask(subject, reading);
      const asked = { subject, type, started, retriedWithinMs };
      try {
        return await record(asked, reading, failure);
      } catch (error) {
        if (isDatabaseTrouble(error)) throw error;
        // Its platform told what cannot be kept. Without a log of it, a walk would come back to it again and again.
        log.error('what a sync found cannot be kept', { error, connectionId, platform: subject.platform });
        return record(asked, { ...nothingRead(), calls: reading.calls }, error);
      }
    });

  /** Keeps what a sync found, and how it ended. */
  async function record(
    { subject, type, started, retriedWithinMs }: Asked,
    reading: AccountReading,
    failure: unknown,
  ): Promise<ConnectionOutcome> {
    const status = statusOf(reading, failure);
    const described = failure ? describeFailure(failure) : null;
    const waitMs = retryAfter(failure);
    const isRetried = waitMs !== null && waitMs <= retriedWithinMs;
    await recordSync({
      connectionId: subject.id,
      type,
      status,
      at: now(),
      durationMs: performance.now() - started,
      calls: reading.calls,
      errorCode: described?.code ?? null,
      errorMessage: described?.message ?? null,
      retryAt: isRetried ? new Date(now().getTime() + waitMs) : null,
      broken: status === 'failed' && isBroken(failure, subject),
      ...figuresOf(reading, now(), platforms.find(subject.platform)?.platform.audience),
    });
    return { status, retryAfterMs: waitMs };
  }

  /** The calls that a sync may make, by what its logs tell of those before. */
  function budgetOf({ platform, ...made }: SyncSubject): CallBudget | undefined {
    const limit = platforms.find(platform)?.platform.limits.perAccount;
    return limit && callsLeft(limit, made, now());
  }

  /** Asks the platform; returns how it failed, or null. What was answered before a failure is in `reading`. */
  async function ask(subject: SyncSubject, reading: AccountReading): Promise<unknown> {
    const { lastSyncedAt, lastSyncStatus } = subject;
    const hasAll = lastSyncedAt !== null && lastSyncStatus !== 'partial';
    const since = new Date(hasAll ? lastSyncedAt.getTime() - overlapMs : now().getTime() - firstLookMs);
    const fresh = (externalIds: string[]) => findFreshFigures(subject.id, externalIds, now());
    try {
      await tokens.withFreshToken(
        subject.id,
        ({ platform, call }) => readAccount(platform, call, { since, fresh }, reading),
        reading,
      );
      return null;
    } catch (error) {
      if (isPlatformFailure(error)) return error;
      if (isDatabaseTrouble(error)) throw error;
      // Our own mistake, or our operator's, which nobody sees who does not read the log.
      log.error('a sync failed', { error, connectionId: subject.id, platform: subject.platform });
      return error;
    }
  }

  /** Refreshes one connection's token when it is due, or expires within `days`. */
  const refreshOne = (connectionId: string, days?: number) =>
    apart(connectionId, async () => {
      try {
        const outcome = await tokens.refreshConnection(connectionId, days);
        return { status: outcome === 'refreshed' ? 'success' : 'fresh', retryAfterMs: null };
      } catch (error) {
        if (!isPlatformFailure(error)) throw error;
        const status = error instanceof RateLimited ? 'skipped' : 'failed';
        return { status, retryAfterMs: retryAfter(error) };
      }
    });

  return { syncOne, refreshOne };
}

/** Keeps what goes wrong with one connection from the others. @throws what a database in trouble throws. */
async function apart(
  connectionId: string,
  work: () => Promise<ConnectionOutcome>,
): Promise<ConnectionOutcome> {
  try {
    return await work();
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    log.error('a connection could not be worked on', { error, connectionId });
    return { status: 'failed', retryAfterMs: null };
  }
}

/** What was read, with the engagement it shows. Figures of which none is told are no row of history. */
function figuresOf(
  { profile, statistics, posts }: AccountReading,
  now: Date,
  audience: Audience = 'followers',
) {
  const measure = { audience, followers: statistics?.followers ?? null };
  const since = new Date(now.getTime() - engagementDays * day);
  const recent = (posts ?? []).map(({ metrics, publishedAt }) => ({ ...metrics, publishedAt }));
  const isTold = statistics && Object.values(statistics).some((figure) => figure !== null);
  return {
    profile,
    statistics: isTold
      ? { ...statistics, engagementRate: accountEngagementRate(recent, measure, since) }
      : null,
    posts:
      posts?.map((post) => ({ ...post, engagementRate: postEngagementRate(post.metrics, measure) })) ?? null,
  };
}
