import { forgetRevocation, readRevocation } from '../commands/connections/disconnect.ts';
import { holdsOfApp } from '../commands/connections/holdCalls.ts';
import { NeedsReauthorization, Rejected } from '../platforms/errors.ts';
import { heldCalls } from '../platforms/heldCalls.ts';
import { revokeGrant } from '../platforms/oauth.ts';
import type { KeeperDependencies } from './tokenKeeper.ts';

/** How long tokens are kept for their platform to be told: as long as the workflow tries, from the disconnection on. */
const keptForMs = 60 * 60_000;

export const createDisconnectionActivities = ({ platforms, vault, now }: KeeperDependencies) => ({
  /**
   * Ends a disconnected account's tokens at its platform. 'refused' when the platform does not know them any more;
   * 'not possible' where it has no way to. An app that is held waits; but not longer than the tokens are kept: rather one
   * call than a grant that stays for ever.
   * @throws {RateLimited} and {Unavailable} as the platform does.
   */
  async revokeAtPlatform(connectionId: string): Promise<'revoked' | 'refused' | 'not possible' | 'gone'> {
    const revocation = await readRevocation(vault, connectionId);
    if (!revocation) return 'gone';
    const { connection, tokens } = revocation;
    const registered = platforms.find(connection.platform);
    if (!registered || registered.settings.state === 'missing') return 'not possible';
    try {
      const { holds, keep } = await holdsOfApp(connection.platform);
      const keptUntil = connection.statusSince.getTime() + keptForMs;
      const heeded = holds.filter(({ until }) => until.getTime() < keptUntil);
      const app = heldCalls({ registered, holds: heeded, keep, now });
      const account = { ...tokens, externalId: connection.externalId };
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
});
