import type { Config } from '../../config/load.ts';
import { sessionDays } from '../../commands/sessions/beginSession.ts';

/** Only the endpoints of the session get it. */
const path = '/api/v1/auth/session';

const isSecure = ({ PUBLIC_URL }: Config) => PUBLIC_URL.startsWith('https:');

/** The cookie that holds a browser's refresh token: no script reads it, and no other site's page sends it. */
const nameOf = (config: Config) => (isSecure(config) ? '__Secure-session' : 'session');

/** The browser's refresh token; null without one. */
export function readSessionCookie(config: Config, cookie: (name: string) => string | null): string | null {
  const token = cookie(nameOf(config));
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

/** The header by which a browser keeps the token as long as an unused session lives; null takes the cookie away. */
export function sessionCookie(config: Config, token: string | null): string {
  const maxAge = token === null ? 0 : sessionDays * 24 * 60 * 60;
  const parts = [
    `${nameOf(config)}=${token ?? ''}`,
    `Path=${path}`,
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(isSecure(config) ? ['Secure'] : []),
  ];
  return parts.join('; ');
}
