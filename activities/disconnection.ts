import { freshTokens } from '../commands/connections/connectionTokens.ts';
import { forgetRevocation, readRevocation, renewRevocation } from '../commands/connections/disconnect.ts';
import { holdsOfApp } from '../commands/connections/holdCalls.ts';
import { NeedsReauthorization, Rejected } from '../platforms/errors.ts';
import { heldCalls } from '../platforms/heldCalls.ts';
import { refreshGrant, revokeGrant } from '../platforms/oauth.ts';
import type { AppCall } from '../platforms/credentials.ts';
import type { RegisteredPlatform } from '../platforms/registry.ts';
import type { KeeperDependencies } from './tokenKeeper.ts';

type Revocation = NonNullable<Awaited<ReturnType<typeof readRevocation>>>;

/** How long tokens are kept for their platform to be told: as long as the workflow tries, from the disconnection on. */
const keptForMs = 60 * 60_000;

export function createDisconnectionActivities({ platforms, vault, now }: KeeperDependencies) {
  /**
   * The access token, renewed when it is over and the platform ends a grant by it alone. It is kept before it is used,
   * for whoever tries again must have it. Null when the account was connected again meanwhile.
   */
  async function usableToken(
    { connection, tokens }: Revocation,
    { platform }: RegisteredPlatform,
    app: AppCall,
  ): Promise<string | null> {
    const { accessToken, refreshToken, tokenExpiresAt } = tokens;
    const isOver = tokenExpiresAt !== null && tokenExpiresAt <= now();
    if (!platform.revoke || !refreshToken || !isOver) return accessToken;
    const { expiresAt, ...fresh } = freshTokens(await refreshGrant(platform, app, tokens), now());
    const renewed = {
      accessToken: fresh.accessToken,
      refreshToken: fresh.refreshToken ?? refreshToken,
      tokenExpiresAt: expiresAt,
    };
    return (await renewRevocation(vault, connection, renewed)) ? fresh.accessToken : null;
  }

  /** An app that is held waits; but not longer than the tokens are kept: rather one call than a grant that stays. */
  async function callOnceMore({ connection }: Revocation, registered: RegisteredPlatform): Promise<AppCall> {
    const { holds, keep } = await holdsOfApp(connection.platform);
    const keptUntil = connection.statusSince.getTime() + keptForMs;
    return heldCalls({
      registered,
      holds: holds.filter(({ until }) => until.getTime() < keptUntil),
      keep,
      now,
    });
  }

  return {
    /**
     * Ends a disconnected account's tokens at its platform. 'refused' when the platform does not know them any more;
     * 'not possible' where it has no way to.
     * @throws {RateLimited} and {Unavailable} as the platform does.
     */
    async revokeAtPlatform(connectionId: string): Promise<'revoked' | 'refused' | 'not possible' | 'gone'> {
      const revocation = await readRevocation(vault, connectionId);
      if (!revocation) return 'gone';
      const { connection, tokens } = revocation;
      const registered = platforms.find(connection.platform);
      if (!registered || registered.settings.state === 'missing') return 'not possible';
      try {
        const app = await callOnceMore(revocation, registered);
        const accessToken = await usableToken(revocation, registered, app);
        if (accessToken === null) return 'gone';
        const account = { ...tokens, accessToken, externalId: connection.externalId };
        return (await revokeGrant(registered.platform, app, account)) ? 'revoked' : 'not possible';
      } catch (error) {
        if (error instanceof Rejected || error instanceof NeedsReauthorization) return 'refused';
        throw error;
      }
    },

    /** Deletes the copy of the tokens that was kept for it. */
    async forgetRevokedTokens(connectionId: string): Promise<void> {
      await forgetRevocation(connectionId);
    },
  };
}
