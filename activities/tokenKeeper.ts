import { log } from '@temporalio/activity';
import { openTokens } from '../commands/connections/connectionTokens.ts';
import { holdsOfConnection } from '../commands/connections/holdCalls.ts';
import { needPerson } from '../commands/connections/needPerson.ts';
import type { Hold } from '../contracts/holds.ts';
import { findConnectionWithHold } from '../db/connections.ts';
import type { Connection } from '../db/models/connection.ts';
import type { Vault } from '../db/vault.ts';
import { NeedsReauthorization, PermissionMissing, Unavailable } from '../platforms/errors.ts';
import { heldCalls, type CallCount } from '../platforms/heldCalls.ts';
import type { AccountCall, AppCall } from '../platforms/credentials.ts';
import type { Platform } from '../platforms/platform.ts';
import type { RegisteredPlatform, Registry } from '../platforms/registry.ts';
import { refreshOnce } from './refreshOnce.ts';
import { canRefresh, isDue, millisecondsLeft, wasJustRefreshed } from './tokenLife.ts';
import { waitForOwner } from './waitForOwner.ts';

export interface KeeperDependencies {
  platforms: Registry;
  vault: Vault;
  now: () => Date;
}

/** What a piece of work is given: the platform, and how it calls it for this account. */
interface OpenAccount {
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
   * it is refreshed once, and the work done again: what the platform refused, it has not done. A permission that is
   * missing is no reason to refresh: the connection waits for its owner. `count` is told of every request that the work
   * sent; a refresh has a log of its own.
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
   * After a platform refused a token of openAccount: gets another one, so that the work can be done anew. Where another
   * caller or a person has replaced `usedToken` meanwhile, that is done already: a refusal says nothing of the new one.
   * `usedToken`: null when none could be opened.
   * @throws {NeedsReauthorization} when a person is needed, which the connection then says; {RateLimited} and
   * {Unavailable} as the platform does.
   */
  replaceRefused(
    connectionId: string,
    refusal: NeedsReauthorization,
    usedToken: string | null,
  ): Promise<void>;
}

/** Work may take this long with a token that is still good when it begins. */
const freshForMs = 5 * 60_000;

/** A connection as it is now, and the ways to call its platform: for work, and to refresh its token. */
interface Opened {
  connection: Connection;
  registered: RegisteredPlatform;
  app: AppCall;
  refreshing: AppCall;
  refreshCount: CallCount;
}

export function createTokenKeeper({ platforms, vault, now }: KeeperDependencies): TokenKeeper {
  async function open(connectionId: string, count: CallCount): Promise<Opened> {
    const found = await findConnectionWithHold(connectionId);
    if (!found?.connection.accessTokenEncrypted) throw new NeedsReauthorization('there is no connection');
    const { connection } = found;
    if (connection.connectionStatus === 'needs_reauth')
      throw new NeedsReauthorization('the connection waits for its owner');
    const registered = platforms.find(connection.platform);
    if (!registered || registered.settings.state === 'missing')
      throw new Unavailable(`${connection.platform} is not configured`, 'not sent');
    const { holds, keep } = holdsOfConnection(found);
    const ofApp = holds.filter(({ scope }) => scope === 'app');
    const refreshCount = { calls: 0 };
    const notKept = ({ until }: Hold, error: unknown) => {
      log.warn('a hold could not be written down', { error, connectionId, until });
    };
    const calls = { registered, keep, count, now, notKept };
    return {
      connection,
      registered,
      app: heldCalls({ ...calls, holds }),
      // A token that would lapse during an account's hold must not: the token endpoint counts apart.
      refreshing: heldCalls({ ...calls, count: refreshCount, holds: ofApp }),
      refreshCount,
    };
  }

  const refresh = ({ connection, registered, refreshing, refreshCount }: Opened) =>
    refreshOnce({ connection, registered, app: refreshing, count: refreshCount, vault, now });

  const refused = (connection: Connection, error: NeedsReauthorization) =>
    waitForOwner(connection, error, 'token_refused', now());

  /** The connection with a token that works a while, refreshed where that is needed and possible. */
  async function openFresh(connectionId: string, count: CallCount) {
    const opened = await open(connectionId, count);
    const { connection, registered } = opened;
    const left = millisecondsLeft(connection, now());
    if (left > freshForMs) return opened;
    if (canRefresh(connection, registered)) {
      await refresh(opened);
      return open(connectionId, count);
    }
    if (left > 0) return opened;
    await needPerson(connection, 'token_expired', now());
    throw new NeedsReauthorization('the token has expired, and nothing refreshes it');
  }

  return {
    async refreshConnection(connectionId, days) {
      const opened = await open(connectionId, { calls: 0 });
      const { connection, registered } = opened;
      if (!isDue(connection, days, now())) return 'fresh';
      if (!canRefresh(connection, registered)) {
        if (millisecondsLeft(connection, now()) > 0) return 'fresh';
        await needPerson(connection, 'token_expired', now());
        throw new NeedsReauthorization('the token has expired, and nothing refreshes it');
      }
      await refresh(opened);
      return 'refreshed';
    },

    async openAccount(connectionId) {
      return accountOf(await openFresh(connectionId, { calls: 0 }), vault);
    },

    async replaceRefused(connectionId, refusal, usedToken) {
      const opened = await open(connectionId, { calls: 0 });
      const { connection, registered } = opened;
      if (openTokens(vault, connection)?.accessToken !== usedToken) return;
      const helps = !(refusal instanceof PermissionMissing) && !wasJustRefreshed(connection, now());
      if (helps && canRefresh(connection, registered)) {
        await refresh(opened);
        return;
      }
      await refused(connection, refusal);
      throw refusal;
    },

    async withFreshToken(connectionId, work, count = { calls: 0 }) {
      const opened = await openFresh(connectionId, count);
      try {
        return await work(accountOf(opened, vault));
      } catch (error) {
        if (!(error instanceof NeedsReauthorization)) throw error;
        const { connection, registered } = opened;
        if (error instanceof PermissionMissing || !canRefresh(connection, registered)) {
          await refused(connection, error);
          throw error;
        }
        await refresh(opened);
      }
      const again = await open(connectionId, count);
      try {
        return await work(accountOf(again, vault));
      } catch (error) {
        if (error instanceof NeedsReauthorization) await refused(again.connection, error);
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
  const { externalId, scopes } = connection;
  const call = { http: app.http, accessToken: tokens.accessToken, externalId, scopes };
  return { platform, call };
}
