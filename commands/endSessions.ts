import { notFound } from '../contracts/refusal.ts';
import { Session } from '../db/models/session.ts';

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
