import type { Connection } from '../db/models/connection.ts';
import type { Vault } from '../db/vault.ts';

/** A connection's tokens in clear: for the call that needs them, never kept, logged or passed through a workflow. */
export interface ConnectionTokens {
  accessToken: string;
  refreshToken: string | null;
}

/** What a consent or a refresh gave, as the connection keeps it. Null keeps a refresh token that is there. */
export interface FreshTokens {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: Date | null;
  refreshExpiresAt: Date | null;
}

const identity = (connectionId: string, column: 'access' | 'refresh') =>
  `connection:${connectionId}:${column}`;

/** The tokens of a connection; null once it is disconnected. @throws {VaultError} */
export function openTokens(vault: Vault, connection: Connection): ConnectionTokens | null {
  const { id, accessTokenEncrypted: access, refreshTokenEncrypted: refresh } = connection;
  if (!access) return null;
  return {
    accessToken: vault.open(access, identity(id, 'access')),
    refreshToken: refresh && vault.open(refresh, identity(id, 'refresh')),
  };
}

/** The columns that keep fresh tokens. A good refresh token is never overwritten with nothing. */
export function sealTokens(
  vault: Vault,
  connectionId: string,
  { accessToken, refreshToken, expiresAt, refreshExpiresAt }: FreshTokens,
) {
  return {
    accessTokenEncrypted: vault.seal(accessToken, identity(connectionId, 'access')),
    tokenExpiresAt: expiresAt,
    ...(refreshToken && {
      refreshTokenEncrypted: vault.seal(refreshToken, identity(connectionId, 'refresh')),
      refreshExpiresAt,
    }),
  };
}
