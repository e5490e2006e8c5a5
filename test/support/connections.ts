import { randomUUID } from 'node:crypto';
import { connectAccounts } from '../../commands/connections/connectAccounts.ts';
import type { Connection } from '../../db/models/connection.ts';
import { Membership } from '../../db/models/membership.ts';
import { createVault } from '../../db/vault.ts';
import type { TestApi } from './testApi.ts';

/** The tokens of a connection that no platform knows: found anywhere in clear, they leaked. */
export const canaryTokens = ['act.canary-access-token-of-a-test', 'rft.canary-refresh-token-of-a-test'];

/** A connection of a project, as a consent would have left it, without a platform. */
export async function aConnection(
  { config }: Pick<TestApi, 'config'>,
  projectId: string,
  platform = 'tiktok',
  externalId: string = randomUUID(),
): Promise<Connection> {
  const owner = await Membership.findOne({ where: { projectId, role: 'owner' }, rejectOnEmpty: true });
  const [accessToken = '', refreshToken = ''] = canaryTokens;
  const inAnHour = new Date(Date.now() + 60 * 60_000);
  const account = {
    externalId,
    username: 'a.shop',
    displayName: 'A shop',
    profileUrl: null,
    avatarUrl: null,
    scopes: null,
    tokens: { accessToken, refreshToken, expiresAt: inAnHour, refreshExpiresAt: null },
  };
  const vault = createVault(config.ENCRYPTION_KEY ?? '');
  const consent = {
    projectId,
    userId: owner.userId,
    platform,
    accounts: [account],
    force: false,
    hasInbox: false,
  };
  const [connection] = await connectAccounts(vault, consent);
  if (!connection) throw new Error('nothing was connected');
  return connection;
}
