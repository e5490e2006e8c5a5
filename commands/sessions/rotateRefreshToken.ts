import { Op } from 'sequelize';
import { RefreshToken } from '../../db/models/refreshToken.ts';
import { row } from '../../db/query.ts';
import { addRefreshToken, type OpenSession } from './beginSession.ts';
import { useRefreshToken } from './useRefreshToken.ts';

/** Spent tokens are remembered as long as a session lives unused: older ones are merely unknown. */
const rememberedMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Exchanges a refresh token for a new one of the same session. Within 10 s the old one is still taken, later it ends
 * the session.
 * @throws {Refusal} invalid_refresh_token, account_disabled
 */
export function rotateRefreshToken(token: string): Promise<OpenSession> {
  return useRefreshToken(token, async ({ tokenHash, userId, sessionId, rotated }) => {
    // By the database's clock, which also judges the grace.
    if (!rotated)
      await row(
        'update refresh_tokens set rotated_at = clock_timestamp() where token_hash = $1 returning 1 as done',
        [tokenHash],
      );
    await RefreshToken.destroy({
      where: { sessionId, rotatedAt: { [Op.lt]: new Date(Date.now() - rememberedMs) } },
    });
    return { userId, sessionId, refreshToken: await addRefreshToken(sessionId) };
  });
}
