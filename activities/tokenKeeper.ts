import { openTokens } from '../commands/connectionTokens.ts';
import { needPerson } from '../commands/needPerson.ts';
import { refreshDueAt } from '../contracts/connectionHealth.ts';
import { findConnectionWithHold } from '../db/connections.ts';
import type { Connection } from '../db/models/connection.ts';
import type { Vault } from '../db/vault.ts';
import { NeedsReauthorization, Unavailable } from '../platforms/errors.ts';
import type { AccountCall, AppCall, Platform } from '../platforms/platform.ts';
import type { RegisteredPlatform, Registry } from '../platforms/registry.ts';
import { heldCalls, type CallCount } from './heldCalls.ts';
import { refreshOnce } from './refreshOnce.ts';

export interface KeeperDependencies {
  platforms: Registry;
  vault: Vault;
  now: () => Date;
}

/** What a piece of work is given: the platform, and how it calls it for this account. */
export interface OpenAccount {
  platform: Platform;
  call: AccountCall;
}

export interface TokenKeeper {
  /**
   * Refreshes a connection's token when that is due: in its last week, or in the second half of a shorter life; with
   * `days`, when it expires within them. Alone: whoever comes meanwhile waits, and finds it done.
   * @throws {NeedsReauthorization} when a person is needed, which the connection then says; {RateLimited} and
   * {Unavailable} as the platform does.
   */
  refreshConnection(connectionId: string, days?: number): Promise<'refreshed' | 'fresh'>;
  /**
   * Does `work` with a token that does not expire within 5 minutes. When the platform refuses the token all the same,
   * it is refreshed once, and the work done again: what the platform refused, it has not done. `count` is told of every
   * request that was sent.
   * @throws what `work` and refreshConnection throw; {RateLimited} without a call while the platform asked to wait.
   */
  withFreshToken<Result>(
    connectionId: string,
    work: (account: OpenAccount) => Promise<Result>,
    count?: CallCount,
  ): Promise<Result>;
  /**
   * The account with a token that does not expire within 5 minutes, for a call that is made once, whatever it brings.
   * @throws as withFreshToken does before its work.
   */
  openAccount(connectionId: string): Promise<OpenAccount>;
  /**
   * After a platform refused a token of openAccount: gets another one, so that the work can be done anew.
   * @throws {NeedsReauthorization} when a person is needed, which the connection then says; {RateLimited} and
   * {Unavailable} as the platform does.
   */
  replaceRefused(connectionId: string): Promise<void>;
}

/** Work may take this long with a token that is still good when it begins. */
const freshForMs = 5 * 60_000;
/** Nothing is refreshed twice within this: what another caller has just done is enough for all. */
const justRefreshedMs = 60_000;

export function createTokenKeeper({ platforms, vault, now }: KeeperDependencies): TokenKeeper {
  async function open(connectionId: string, count: CallCount) {
    const found = await findConnectionWithHold(connectionId);
    if (!found?.connection.accessTokenEncrypted) throw new NeedsReauthorization('there is no connection');
    const { connection, platformHeldUntil } = found;
    if (connection.connectionStatus === 'needs_reauth')
      throw new NeedsReauthorization('the connection waits for its owner');
    const registered = platforms.find(connection.platform);
    if (!registered || registered.settings.state === 'missing')
      throw new Unavailable(`${connection.platform} is not configured`, 'not sent');
    const ofApp = platformHeldUntil ? [{ scope: 'app' as const, until: platformHeldUntil }] : [];
    const ofAccount = connection.heldUntil
      ? [{ scope: 'account' as const, until: connection.heldUntil }]
      : [];
    const calls = { registered, connectionId, count, now };
    return {
      connection,
      registered,
      app: heldCalls({ ...calls, holds: [...ofApp, ...ofAccount] }),
      // A token that would lapse during an account's hold must not: the token endpoint counts apart.
      refreshing: heldCalls({ ...calls, holds: ofApp }),
    };
  }

  const refresh = (connection: Connection, registered: RegisteredPlatform, app: AppCall, count: CallCount) =>
    refreshOnce({ connection, registered, app, count, vault, now });

  /** The connection with a token that works a while, refreshed where that is needed and possible. */
  async function openFresh(connectionId: string, count: CallCount) {
    const opened = await open(connectionId, count);
    const { connection, registered, refreshing } = opened;
    const left = millisecondsLeft(connection, now());
    if (left > freshForMs) return opened;
    if (canRefresh(connection, registered)) {
      await refresh(connection, registered, refreshing, count);
      return open(connectionId, count);
    }
    if (left > 0) return opened;
    await needPerson(connection, 'token_expired', now());
    throw new NeedsReauthorization('the token has expired, and nothing refreshes it');
  }

  return {
    async refreshConnection(connectionId, days) {
      const count = { calls: 0 };
      const { connection, registered, refreshing } = await open(connectionId, count);
      if (!isDue(connection, days, now())) return 'fresh';
      if (!canRefresh(connection, registered)) {
        if (millisecondsLeft(connection, now()) > 0) return 'fresh';
        await needPerson(connection, 'token_expired', now());
        throw new NeedsReauthorization('the token has expired, and nothing refreshes it');
      }
      await refresh(connection, registered, refreshing, count);
      return 'refreshed';
    },

    async openAccount(connectionId) {
      return accountOf(await openFresh(connectionId, { calls: 0 }), vault);
    },

    async replaceRefused(connectionId) {
      const count = { calls: 0 };
      const { connection, registered, refreshing } = await open(connectionId, count);
      if (canRefresh(connection, registered) && !wasJustRefreshed(connection, now())) {
        await refresh(connection, registered, refreshing, count);
        return;
      }
      await needPerson(connection, 'token_refused', now());
      throw new NeedsReauthorization('the platform refused the token');
    },

    async withFreshToken(connectionId, work, count = { calls: 0 }) {
      const opened = await openFresh(connectionId, count);
      try {
        return await work(accountOf(opened, vault));
      } catch (error) {
        if (!(error instanceof NeedsReauthorization)) throw error;
        const { connection, registered, refreshing } = opened;
        if (!canRefresh(connection, registered)) {
          await needPerson(connection, 'token_refused', now());
          throw error;
        }
        await refresh(connection, registered, refreshing, count);
      }
      const again = await open(connectionId, count);
      try {
        return await work(accountOf(again, vault));
      } catch (error) {
        if (error instanceof NeedsReauthorization) await needPerson(again.connection, 'token_refused', now());
        throw error;
      }
    },
  };
}

function accountOf(
  { connection, registered, app }: { connection: Connection; registered: RegisteredPlatform; app: AppCall },
  vault: Vault,
): OpenAccount {
  const tokens = openTokens(vault, connection);
  if (!tokens) throw new NeedsReauthorization('there is no connection');
  const { platform } = registered;
  const call = { http: app.http, accessToken: tokens.accessToken, externalId: connection.externalId };
  return { platform, call };
}

const millisecondsLeft = ({ tokenExpiresAt }: Connection, now: Date) =>
  tokenExpiresAt ? tokenExpiresAt.getTime() - now.getTime() : Infinity;

const canRefresh = ({ refreshTokenEncrypted }: Connection, { platform }: RegisteredPlatform) =>
  platform.oauth.refreshing === 'exchange' ||
  (platform.oauth.refreshing !== 'none' && refreshTokenEncrypted !== null);

const wasJustRefreshed = ({ refreshedAt }: Connection, now: Date) =>
  refreshedAt !== null && now.getTime() - refreshedAt.getTime() < justRefreshedMs;

function isDue(connection: Connection, days: number | undefined, now: Date): boolean {
  const left = millisecondsLeft(connection, now);
  if (days !== undefined) return left <= days * 24 * 60 * 60_000 && !wasJustRefreshed(connection, now);
  const dueAt = refreshDueAt(connection);
  return dueAt !== null && dueAt <= now;
}
