import type { z } from 'zod';
import { openTokensIfPossible } from '../../commands/connections/connectionTokens.ts';
import type { SocialAccount } from '../../contracts/connections.ts';
import type { Connection } from '../../db/models/connection.ts';
import { isUselessAt } from '../connections/permissionText.ts';
import type { Services } from '../services.ts';

/** A connection as socialsync-api shows an account. */
export function presentAccount(
  connection: Connection,
  { vault, platforms }: Pick<Services, 'vault' | 'platforms'>,
): z.infer<typeof SocialAccount> {
  // The list is shown also when the key is not here.
  const tokens = openTokensIfPossible(vault, connection);
  return {
    id: connection.id,
    platform: connection.platform,
    account_id: connection.externalId,
    username: connection.username,
    display_name: connection.displayName,
    profile_url: connection.profileUrl,
    access_token: mask(tokens?.accessToken ?? ''),
    refresh_token: tokens?.refreshToken ? mask(tokens.refreshToken) : null,
    token_expires_at: connection.tokenExpiresAt?.toISOString() ?? null,
    is_active: connection.connectionStatus === 'active' && !isUselessAt(connection, platforms),
    user_id: connection.userId,
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
  };
}

/** Enough to tell tokens apart, as the specification shows it. A short one shows nothing. */
const mask = (token: string) => `${token.length < 20 ? '' : token.slice(0, 5)}...`;
