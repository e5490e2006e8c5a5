import { notFound } from '../../contracts/refusal.ts';
import { Session } from '../../db/models/session.ts';
import { rows } from '../../db/query.ts';
import { hashSecret } from '../secrets.ts';

export type EndReason = 'signed_out' | 'password_changed' | 'password_reset';

/** Ends every session of a person: their access and refresh tokens open nothing from now on. */
export async function endSessions(userId: string, because: EndReason): Promise<void> {
  await Session.update(
    { revokedAt: new Date(), revokedBecause: because },
    { where: { userId, revokedAt: null } },
  );
}

/** Ends one session of a person. @throws {Refusal} not_found when it is not theirs or has ended. */
export async function endSession(userId: string, sessionId: string): Promise<void> {
  const [ended] = await Session.update(
    { revokedAt: new Date(), revokedBecause: 'signed_out' satisfies EndReason },
    { where: { id: sessionId, userId, revokedAt: null } },
  );
  if (ended === 0) throw notFound('session');
}

/** Ends the session that a refresh token, also one exchanged before, belongs to. One that is over stays as it ended. */
export async function endSessionOfToken(token: string): Promise<void> {
  await rows(
    `update sessions set revoked_at = now(), revoked_because = $2
     where id = (select session_id from refresh_tokens where token_hash = $1) and revoked_at is null
     returning 1 as ended`,
    [hashSecret(token), 'signed_out' satisfies EndReason],
  );
}
