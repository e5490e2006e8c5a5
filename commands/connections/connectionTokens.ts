import type { Connection } from '../../db/models/connection.ts';
import { VaultError, type Vault } from '../../db/vault.ts';

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

/** What a sealed value of a connection is bound to: its row and column. */
export const tokenIdentity = (connectionId: string, column: 'access' | 'refresh' | 'revocation') =>
  `connection:${connectionId}:${column}`;

/** The tokens of a connection; null once it is disconnected. @throws {VaultError} */
export function openTokens(vault: Vault, connection: Connection): ConnectionTokens | null {
  const { id, accessTokenEncrypted: access, refreshTokenEncrypted: refresh } = connection;
  if (!access) return null;
  return {
    accessToken: vault.open(access, tokenIdentity(id, 'access')),
    refreshToken: refresh && vault.open(refresh, tokenIdentity(id, 'refresh')),
  };
}

/** The tokens of a connection; null also when they cannot be opened, as when this process has not their key. */
export function openTokensIfPossible(vault: Vault, connection: Connection): ConnectionTokens | null {
  try {
    return openTokens(vault, connection);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** The columns that keep fresh tokens. A good refresh token is never overwritten with nothing. */
export function sealTokens(
  vault: Vault,
  connectionId: string,
  { accessToken, refreshToken, expiresAt, refreshExpiresAt }: FreshTokens,
) {
  return {
    accessTokenEncrypted: vault.seal(accessToken, tokenIdentity(connectionId, 'access')),
    tokenExpiresAt: expiresAt,
    ...(refreshToken && {
      refreshTokenEncrypted: vault.seal(refreshToken, tokenIdentity(connectionId, 'refresh')),
      refreshExpiresAt,
    }),
  };
}

/** A platform's lifetimes, in seconds from `now`, as the times that a connection keeps. */
export const freshTokens = (
  grant: {
    accessToken: string;
    refreshToken: string | null;
    expiresInSeconds: number | null;
    refreshExpiresInSeconds: number | null;
  },
  now: Date,
): FreshTokens => ({
  accessToken: grant.accessToken,
  refreshToken: grant.refreshToken,
  expiresAt: after(now, grant.expiresInSeconds),
  refreshExpiresAt: after(now, grant.refreshExpiresInSeconds),
});

const after = (now: Date, seconds: number | null) =>
  seconds === null ? null : new Date(now.getTime() + seconds * 1000);
