import type { Tokens } from './tokens.ts';

/** The tokens of a session that has just begun or was refreshed. */
export async function issueTokens(
  tokens: Tokens,
  session: { userId: string; sessionId: string; refreshToken: string },
): Promise<{ access: string; refresh: string }> {
  return { access: await tokens.issue(session), refresh: session.refreshToken };
}
