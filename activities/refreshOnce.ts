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
import type { ConnectionReason } from '../contracts/connections.ts';
import { Connection } from '../db/models/connection.ts';
import type { Vault } from '../db/vault.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable, Unreadable } from '../platforms/errors.ts';
import type { CallCount } from '../platforms/heldCalls.ts';
import { refreshGrant } from '../platforms/oauth.ts';
import type { AppCall, TokenGrant } from '../platforms/platform.ts';
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
const patienceMs = 70_000;

/**
 * Replaces the connection's token, by one caller at a time and without an open transaction: whoever comes while
 * another is at it waits, and returns when that one is done. @throws the platform's failures; {NeedsReauthorization}
 * once the connection says so too; {Unavailable} when the other caller did not succeed; {VaultError} when the token
 * cannot be opened.
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
async function waitForOther({ id, accessTokenEncrypted: seen }: Connection): Promise<'done' | 'free'> {
  for (;;) {
    await pause(lookEveryMs);
    const now = await Connection.findByPk(id);
    if (!now?.accessTokenEncrypted || now.connectionStatus === 'needs_reauth')
      throw new NeedsReauthorization('the connection waits for its owner');
    if (!seen || !now.accessTokenEncrypted.equals(seen)) return 'done';
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
  if (error) throw error;
}

async function ask(refresh: Refresh, lease: RefreshLease, tokens: ConnectionTokens): Promise<void> {
  const { connection, registered, app, vault, now } = refresh;
  const { platform } = registered;
  const rotating = platform.oauth.refreshing === 'rotating';
  if (lease.abandoned && rotating) await proveOldToken(refresh, lease, tokens.accessToken, 'refresh_lost');
  let grant: TokenGrant;
  try {
    grant = await refreshGrant(platform, app, tokens);
  } catch (error) {
    if (error instanceof NeedsReauthorization) {
      await waitForOwner(connection, error, 'refresh_refused', now());
    } else if (rotating && mayHaveWorked(error)) {
      const lost = error instanceof Unreadable ? 'refresh_unreadable' : 'refresh_lost';
      await proveOldToken(refresh, lease, tokens.accessToken, lost);
      await releaseRefreshLease(lease);
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
 * After a refresh whose answer was lost: a refresh token that works once may be used up. One call with the old access
 * token tells whether the connection still lives; if not, only its owner can mend it.
 * @throws {NeedsReauthorization} then; {Unavailable} and {RateLimited} when the platform does not tell: whoever
 * refreshes next has to prove it first.
 */
async function proveOldToken(
  refresh: Refresh,
  lease: RefreshLease,
  accessToken: string,
  lost: ConnectionReason,
): Promise<void> {
  const { connection, registered, app, now } = refresh;
  try {
    await registered.platform.profile({
      http: app.http,
      accessToken,
      externalId: connection.externalId,
    });
  } catch (error) {
    if (error instanceof NeedsReauthorization) await waitForOwner(connection, error, lost, now());
    else await abandonRefreshLease(lease);
    throw error;
  }
}

/**
 * The new tokens exist nowhere but here: a database that is away for moments must not lose them. Is it away for longer,
 * the lease stays: whoever refreshes next has to find out what became of the old token.
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
