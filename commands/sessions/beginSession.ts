import { transaction } from '../../db/connection.ts';
import { RefreshToken } from '../../db/models/refreshToken.ts';
import { Session } from '../../db/models/session.ts';
import { hashSecret, newSecret } from '../secrets.ts';

/** Where a session was begun, for the person to recognise it. */
export interface Device {
  address: string;
  userAgent: string | null;
}

/** A session as its holder gets it: what an access token is made from, and the refresh token, which is kept nowhere. */
export interface OpenSession {
  userId: string;
  sessionId: string;
  refreshToken: string;
}

/** A session ends when it was not used for so long. */
export const sessionDays = 30;
export const sessionExpiry = (): Date => new Date(Date.now() + sessionDays * 24 * 60 * 60 * 1000);

/** Begins a session and gives out its first refresh token. */
export function beginSession(userId: string, { address, userAgent }: Device): Promise<OpenSession> {
  return transaction(async () => {
    const { id } = await Session.create({ userId, address, userAgent, expiresAt: sessionExpiry() });
    return { userId, sessionId: id, refreshToken: await addRefreshToken(id) };
  });
}

/** One more refresh token of a session. */
export async function addRefreshToken(sessionId: string): Promise<string> {
  const token = newSecret();
  await RefreshToken.create({ tokenHash: hashSecret(token), sessionId });
  return token;
}
