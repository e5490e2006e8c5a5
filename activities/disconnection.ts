import { freshTokens } from '../commands/connections/connectionTokens.ts';
import { forgetRevocation, readRevocation, renewRevocation } from '../commands/connections/disconnect.ts';
import { appCall } from '../platforms/calls.ts';
import { NeedsReauthorization, Rejected } from '../platforms/errors.ts';
import { refreshGrant, revokeGrant } from '../platforms/oauth.ts';
import type { RegisteredPlatform } from '../platforms/registry.ts';
import type { KeeperDependencies } from './tokenKeeper.ts';

type Revocation = NonNullable<Awaited<ReturnType<typeof readRevocation>>>;

export function createDisconnectionActivities({ platforms, vault, now }: KeeperDependencies) {
  /**
   * The access token, renewed when it is over and the platform ends a grant by it alone. It is kept before it is used,
   * for whoever tries again must have it. Null when the account was connected again meanwhile.
   */
  async function usableToken(
    { connection, tokens }: Revocation,
    { platform }: RegisteredPlatform,
    app: ReturnType<typeof appCall>,
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
      const app = appCall(registered);
      try {
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
