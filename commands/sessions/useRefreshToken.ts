import { unauthenticated } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { Session } from '../../db/models/session.ts';
import { row } from '../../db/query.ts';
import { sessionExpiry } from './beginSession.ts';
import { hashSecret } from '../secrets.ts';

/** A refresh token that is good, with its session; both rows are locked. */
export interface LiveToken {
  tokenHash: Buffer;
  userId: string;
  sessionId: string;
  /** Exchanged for another a moment ago, by another tab of the same browser. */
  rotated: boolean;
}

interface FoundToken extends LiveToken {
  live: boolean;
  isActive: boolean;
  rotatedLongAgo: boolean;
}

/** For how long a rotated token is still taken: two tabs that refresh at once are no theft. */
const grace = '10 seconds';

/**
 * Uses a refresh token: `work` runs in the transaction that holds it, and its session lives for another 30 days.
 * A token that comes back later than 10 s after its rotation was copied: its session ends for thief and owner alike.
 * @throws {Refusal} invalid_refresh_token, account_disabled
 */
export async function useRefreshToken<Result>(
  token: string,
  work: (live: LiveToken) => Promise<Result>,
): Promise<Result> {
  // The end of the session must be committed, so the refusal comes after the transaction.
  const outcome = await transaction<{ result: Result } | { refusal: string }>(async () => {
    const found = await lockToken(hashSecret(token));
    if (!found?.live) return { refusal: 'invalid_refresh_token' };
    const { sessionId } = found;
    if (found.rotatedLongAgo) {
      await Session.update({ revokedAt: new Date(), revokedBecause: 'reuse' }, { where: { id: sessionId } });
      return { refusal: 'invalid_refresh_token' };
    }
    if (!found.isActive) return { refusal: 'account_disabled' };
    await Session.update(
      { lastUsedAt: new Date(), expiresAt: sessionExpiry() },
      { where: { id: sessionId } },
    );
    return { result: await work(found) };
  });
  if ('result' in outcome) return outcome.result;
  throw unauthenticated(outcome.refusal);
}

/** The rows as they are once nobody else holds them. */
const lockToken = (tokenHash: Buffer) =>
  row<FoundToken>(
    `select t.token_hash as "tokenHash", s.user_id as "userId", s.id as "sessionId",
       t.rotated_at is not null as rotated, t.rotated_at < clock_timestamp() - interval '${grace}' as "rotatedLongAgo",
       s.revoked_at is null and s.expires_at > now() as live, u.is_active as "isActive"
     from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
     where t.token_hash = $1 for update of t, s`,
    [tokenHash],
  );
