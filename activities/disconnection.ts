import { forgetRevocation, readRevocation } from '../commands/connections/disconnect.ts';
import { appCall } from '../platforms/calls.ts';
import { NeedsReauthorization, Rejected } from '../platforms/errors.ts';
import { revokeGrant } from '../platforms/oauth.ts';
import type { KeeperDependencies } from './tokenKeeper.ts';

export const createDisconnectionActivities = ({ platforms, vault }: KeeperDependencies) => ({
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
      const account = { ...tokens, externalId: connection.externalId };
      return (await revokeGrant(registered.platform, appCall(registered), account))
        ? 'revoked'
        : 'not possible';
    } catch (error) {
      if (error instanceof Rejected || error instanceof NeedsReauthorization) return 'refused';
      throw error;
    }
  },

  /** Deletes the copy of the tokens that was kept for it. */
  async forgetRevokedTokens(connectionId: string): Promise<void> {
    await forgetRevocation(connectionId);
  },
});
