import type { z } from 'zod';
import type { OpenSession } from '../../commands/sessions/beginSession.ts';
import { changePassword } from '../../commands/people/changePassword.ts';
import { endSessionOfToken } from '../../commands/sessions/endSessions.ts';
import { rotateRefreshToken } from '../../commands/sessions/rotateRefreshToken.ts';
import { signIn } from '../../commands/sessions/signIn.ts';
import { BrowserPasswordChange, BrowserSession, BrowserSignIn } from '../../contracts/browserSession.ts';
import { unauthenticated } from '../../contracts/refusal.ts';
import { User } from '../../db/models/user.ts';
import { presentUserV1 } from '../authV1/presentUserV1.ts';
import { answer, created, endpoint, ok, type Endpoint } from '../endpoint.ts';
import type { Services } from '../services.ts';
import { accessTokenSeconds } from '../tokens.ts';
import { assertFromOurPages } from './fromOurPages.ts';
import { readSessionCookie, sessionCookie } from './sessionCookie.ts';

const path = '/api/v1/auth/session';
const tag = 'Authentication (browser)';

const begin = endpoint({
  method: 'POST',
  path,
  summary: 'Sign in from the dashboard: the refresh token goes into a cookie that scripts cannot read',
  tag,
  access: 'public',
  limit: 'authentication',
  body: BrowserSignIn,
  refuses: [403],
  answers: { 201: BrowserSession },
  async handle({ body, services, header, ...device }) {
    assertFromOurPages(services.config, header);
    const { session } = await services.signInAttempts.guard(body.email, () =>
      signIn(body.email, body.password, device),
    );
    return created(await present(services, session), headers(services, session.refreshToken));
  },
});

const refresh = endpoint({
  method: 'POST',
  path: `${path}/refresh`,
  summary: 'Exchange the refresh token of the cookie for new tokens; 401 when the session has ended',
  tag,
  access: 'public',
  refuses: [401, 403],
  answers: { 200: BrowserSession },
  async handle({ services, header, cookie }) {
    assertFromOurPages(services.config, header);
    const token = readSessionCookie(services.config, cookie);
    if (!token) throw unauthenticated('invalid_refresh_token');
    const session = await rotateRefreshToken(token);
    return ok(await present(services, session), headers(services, session.refreshToken));
  },
});

const end = endpoint({
  method: 'DELETE',
  path,
  summary: 'Sign out of this browser',
  tag,
  access: 'public',
  refuses: [403],
  answers: { 204: null },
  async handle({ services, header, cookie }) {
    assertFromOurPages(services.config, header);
    const token = readSessionCookie(services.config, cookie);
    if (token) await endSessionOfToken(token);
    return answer(204, null, headers(services, null));
  },
});

const password = endpoint({
  method: 'POST',
  path: `${path}/password`,
  summary: 'Change your password from the dashboard: sessions elsewhere end, this browser gets a new one',
  tag,
  access: 'user',
  limit: 'authentication',
  body: BrowserPasswordChange,
  answers: { 200: BrowserSession },
  async handle({ body, caller, services, header, ...device }) {
    assertFromOurPages(services.config, header);
    const { old_password: oldPassword, new_password: newPassword } = body;
    const session = await changePassword({ userId: caller.userId, oldPassword, newPassword }, device);
    return ok(await present(services, session), headers(services, session.refreshToken));
  },
});

async function present(services: Services, session: OpenSession): Promise<z.infer<typeof BrowserSession>> {
  const [token, user] = await Promise.all([
    services.tokens.issue(session),
    User.findByPk(session.userId, { rejectOnEmpty: true }),
  ]);
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: accessTokenSeconds,
    user: { ...presentUserV1(user), username: user.username, language: user.locale },
  };
}

const headers = ({ config }: Services, token: string | null) => ({
  'Set-Cookie': sessionCookie(config, token),
  'Cache-Control': 'no-store',
});

/** /api/v1/auth/session: the dashboard's own way to sign in, for a browser that must not hand tokens to scripts. */
export const browserSession: Endpoint[] = [begin, refresh, end, password];
