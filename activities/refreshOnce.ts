import { setTimeout as pause } from 'node:timers/promises';
import { freshTokens, openTokens, type ConnectionTokens } from '../commands/connections/connectionTokens.ts';
import {
  abandonRefreshLease,
  keepRefreshedTokens,
  logRefresh,
  releaseRefreshLease,
  takeRefreshLease,
  type RefreshLease,
} from '../commands/connections/refreshLease.ts';
import { Connection } from '../db/models/connection.ts';
import type { Vault } from '../db/vault.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../platforms/errors.ts';
import type { CallCount } from '../platforms/heldCalls.ts';
import { refreshGrant } from '../platforms/oauth.ts';
import type { AppCall } from '../platforms/credentials.ts';
import type { TokenGrant } from '../platforms/platform.ts';
import type { RegisteredPlatform } from '../platforms/registry.ts';
import { describeFailure } from './readAccount.ts';
import { waitForOwner } from './waitForOwner.ts';

interface Refresh {
  /** As it was read: only the token that it holds is refreshed. */
  connection: Connection;
  registered: RegisteredPlatform;
  app: AppCall;
  count: CallCount;
  vault: Vault;
  now: () => Date;
}

/** Between two looks at what another caller is doing. */
const lookEveryMs = 100;
/** Longer than a lease lasts: by then somebody has refreshed, or can take it. */
const patienceMs = 100_000;

/**
 * Replaces the connection's token, by one caller at a time and without an open transaction: whoever comes while
 * another is at it waits, and returns when that one is done. @throws {NeedsReauthorization} once the connection says so
 * too; {RateLimited} and {Unavailable} as the platform does; {Unavailable} when the other caller did not succeed, or the
 * platform rejected the call and not the token; {VaultError} when the token cannot be opened.
 */
export async function refreshOnce(refresh: Refresh): Promise<void> {
  // Before the lease is taken: one that was left would say that the refresh token may be used up.
  const tokens = openTokens(refresh.vault, refresh.connection);
  if (!tokens) throw new NeedsReauthorization('there is no connection');
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const lease = await takeRefreshLease(refresh.connection);
    if (lease) return refreshWithLease(refresh, lease, tokens);
    if ((await waitForOther(refresh.connection)) === 'done') return;
  }
  throw new Unavailable('a refresh by another worker does not end', 'not sent');
}

/** 'free' when the other's time ran out: the lease can be taken. */
async function waitForOther({ id, tokenVersion: seen }: Connection): Promise<'done' | 'free'> {
  for (;;) {
    await pause(lookEveryMs);
    const now = await Connection.findByPk(id);
    if (!now?.accessTokenEncrypted || now.connectionStatus === 'needs_reauth')
      throw new NeedsReauthorization('the connection waits for its owner');
    if (now.tokenVersion !== seen) return 'done';
    if (!now.refreshLeaseUntil) throw new Unavailable('a refresh by another worker failed', 'not sent');
    if (now.refreshLeaseUntil < new Date()) return 'free';
  }
}

async function refreshWithLease(
  refresh: Refresh,
  lease: RefreshLease,
  tokens: ConnectionTokens,
): Promise<void> {
  const { connection, count, now } = refresh;
  const started = performance.now();
  const before = count.calls;
  let error: Error | null = null;
  try {
    await ask(refresh, lease, tokens);
  } catch (thrown) {
    error = thrown as Error;
  }
  await logRefresh(connection, {
    status: error ? 'failed' : 'success',
    durationMs: performance.now() - started,
    calls: count.calls - before,
    at: now(),
    error: error && describeFailure(error),
  });
  // Of the app, or of whatever answered in the platform's place: it says nothing of the work that waits for the token.
  if (error instanceof Rejected) throw new Unavailable(error, 'not sent');
  if (error) throw error;
}

/**
 * One call. Only the platform's refusal of the refresh token ends the connection: that the access token is over says
 * nothing about it. A lost answer may have used up one that works once; whoever refreshes next asks with it all the
 * same, and is told.
 */
async function ask(refresh: Refresh, lease: RefreshLease, tokens: ConnectionTokens): Promise<void> {
  const { connection, registered, app, vault, now } = refresh;
  const { platform } = registered;
  const rotating = platform.oauth.refreshing === 'rotating';
  let grant: TokenGrant;
  try {
    grant = await refreshGrant(platform, app, tokens);
  } catch (error) {
    if (error instanceof NeedsReauthorization) {
      const reason = rotating && lease.abandoned ? 'refresh_lost' : 'refresh_refused';
      const isMarked = await waitForOwner(connection, error, reason, now(), lease.key);
      if (!isMarked) throw new Unavailable('the token was replaced while it was refreshed', 'not sent');
    } else if (rotating && (lease.abandoned || mayHaveWorked(error))) {
      await abandonRefreshLease(lease);
    } else {
      await releaseRefreshLease(lease);
    }
    throw error;
  }
  await keep(vault, lease, freshTokens(grant, now()), now());
}

/** Whether the platform may have made new tokens all the same: also when our own failure lost its answer. */
const mayHaveWorked = (error: unknown): boolean =>
  error instanceof Unavailable
    ? error.outcome === 'unknown'
    : !(error instanceof RateLimited || error instanceof Rejected);

/**
 * The new tokens exist nowhere but here: a database that is away for moments must not lose them. Is it away for longer,
 * the lease stays: whoever refreshes next is told that nobody knows how this ended.
 */
async function keep(...kept: Parameters<typeof keepRefreshedTokens>): Promise<void> {
  const attempts = 5;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await keepRefreshedTokens(...kept);
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
      await pause(500 * attempt);
    }
  }
}
