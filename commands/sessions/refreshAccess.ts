import { useRefreshToken } from './useRefreshToken.ts';

/**
 * The session that a refresh token may have a new access token for. The token stays as it is, for the answer of
 * /api/auth/token/refresh has no place for another.
 * @throws {Refusal} invalid_refresh_token, account_disabled
 */
export function refreshAccess(token: string): Promise<{ userId: string; sessionId: string }> {
  return useRefreshToken(token, ({ userId, sessionId }) => Promise.resolve({ userId, sessionId }));
}
