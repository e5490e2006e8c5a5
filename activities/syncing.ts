import { log } from '@temporalio/activity';
import {
  accountEngagementRate,
  engagementDays,
  postEngagementRate,
} from '../commands/figures/engagementRate.ts';
import { recordSync } from '../commands/figures/recordSync.ts';
import type { Audience } from '../contracts/figures.ts';
import type { ConnectionOutcome, SyncStatus } from '../contracts/syncing.ts';
import { readSyncSubject, type SyncSubject } from '../db/syncs.ts';
import { UnknownKey } from '../db/vault.ts';
import { NeedsReauthorization, RateLimited, Unavailable } from '../platforms/errors.ts';
import type { Registry } from '../platforms/registry.ts';
import type { TokenKeeper } from './tokenKeeper.ts';
import { describeFailure, nothingRead, readAccount, type AccountReading } from './readAccount.ts';

const day = 24 * 60 * 60_000;
/** How far back the first sync looks for posts, and every other one from the last: a month, for their figures move. */
const firstLookMs = 90 * day;
const overlapMs = engagementDays * day;
/** Where a platform throttles without saying for how long. */
const usualHoldMs = 15 * 60_000;
/** After a platform was away. */
const soonMs = 60_000;
/** The calls that one sync makes, at most as a rule: an account with fewer left waits. */
const callsASync = 6;

const gone: ConnectionOutcome = { status: 'gone', retryAfterMs: null };

export interface SyncDependencies {
  platforms: Registry;
  tokens: TokenKeeper;
  /** The clock that dates the rows. */
  now: () => Date;
}

/** Brings connections up to date. A platform's failure is an outcome and stands in the log; only our own throw. */
export function createSyncing({ platforms, tokens, now }: SyncDependencies) {
  const windows = Object.fromEntries(
    platforms.all().map(({ platform }) => [platform.id, platform.limits.perAccount.seconds]),
  );

  /** Syncs one connection: asks its platform, keeps what it tells, logs how it went. */
  async function syncOne(connectionId: string, type: 'sync' | 'repair'): Promise<ConnectionOutcome> {
    const subject = await readSyncSubject(connectionId, now(), windows);
    if (!subject || subject.connectionStatus === 'revoked' || subject.connectionStatus === 'needs_reauth')
      return gone;
    const started = performance.now();
    const reading = nothingRead();
    const waitMs = waitOf(subject);
    const failure =
      waitMs > 0
        ? new RateLimited('the calls that the platform allows are used up', waitMs)
        : await ask(subject, reading);
    const status = statusOf(reading, failure);
    const described = failure ? describeFailure(failure) : null;
    await recordSync({
      connectionId,
      type,
      status,
      at: now(),
      durationMs: performance.now() - started,
      calls: reading.calls,
      errorCode: described?.code ?? null,
      errorMessage: described?.message ?? null,
      broken: isBroken(failure, subject),
      ...figuresOf(reading, now(), platforms.find(subject.platform)?.platform.audience),
    });
    return { status, retryAfterMs: retryAfter(failure) };
  }

  /** How long the account must keep still, in ms: its calls of this window of time are used up. */
  function waitOf({ platform, recentCalls, firstCallAt }: SyncSubject): number {
    const limit = platforms.find(platform)?.platform.limits.perAccount;
    if (!limit || !firstCallAt || recentCalls + callsASync <= limit.calls) return 0;
    return Math.max(0, firstCallAt.getTime() + limit.seconds * 1000 - now().getTime());
  }

  /** Asks the platform; returns how it failed, or null. What was answered before a failure is in `reading`. */
  async function ask(subject: SyncSubject, reading: AccountReading): Promise<unknown> {
    const since = new Date(
      subject.lastSyncedAt ? subject.lastSyncedAt.getTime() - overlapMs : now().getTime() - firstLookMs,
    );
    try {
      await tokens.withFreshToken(
        subject.id,
        ({ platform, call }) => readAccount(platform, call, since, reading),
        reading,
      );
      return null;
    } catch (error) {
      if (isOurs(error))
        log.error('a sync failed', { error, connectionId: subject.id, platform: subject.platform });
      return error;
    }
  }

  /** Refreshes one connection's token when it is due, or expires within `days`. */
  async function refreshOne(connectionId: string, days?: number): Promise<ConnectionOutcome> {
    try {
      const outcome = await tokens.refreshConnection(connectionId, days);
      return { status: outcome === 'refreshed' ? 'success' : 'skipped', retryAfterMs: null };
    } catch (error) {
      if (isOurs(error)) log.error('a refresh failed', { error, connectionId });
      return { status: 'failed', retryAfterMs: retryAfter(error) };
    }
  }

  return { syncOne, refreshOne };
}

/** Whether it is our own mistake, or our operator's, which nobody sees who does not read the log. */
const isOurs = (error: unknown) => ['unexpected', 'key_unknown'].includes(describeFailure(error).code);

function statusOf({ statistics, posts }: AccountReading, failure: unknown): SyncStatus {
  if (!failure) return 'success';
  if (statistics ?? posts) return 'partial';
  return failure instanceof RateLimited ? 'skipped' : 'failed';
}

/**
 * One failure of a platform may pass; a second in a row, or a refusal, is something that somebody must look at. A
 * missing key says nothing about the connection.
 */
function isBroken(failure: unknown, { lastSyncStatus }: SyncSubject): boolean {
  if (!failure || failure instanceof RateLimited || failure instanceof NeedsReauthorization) return false;
  if (failure instanceof UnknownKey) return false;
  return !(failure instanceof Unavailable) || lastSyncStatus === 'failed';
}

/** When to try again, in ms; null when it makes no sense soon. What a throttling platform asks for is held by all. */
function retryAfter(failure: unknown): number | null {
  if (failure instanceof RateLimited) return failure.retryAfterMs ?? usualHoldMs;
  return failure instanceof Unavailable ? soonMs : null;
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
