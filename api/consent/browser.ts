import { consentMinutes } from '../../commands/connections/consentTerms.ts';
import { newSecret } from '../../commands/secrets.ts';
import type { Config } from '../../config/load.ts';

/** The cookie that a browser which begins a consent gets, and that shows whether the same one comes back. */
const nameOf = ({ PUBLIC_URL }: Config) => (isSecure(PUBLIC_URL) ? '__Host-consent' : 'consent');

const isSecure = (address: string) => new URL(address).protocol === 'https:';

type ReadCookie = (name: string) => string | null;

/** What a browser brings back with it; null when it is not one that began. */
export function readNonce(config: Config, cookie: ReadCookie): string | null {
  const nonce = cookie(nameOf(config));
  return nonce && /^[\w-]{43}$/.test(nonce) ? nonce : null;
}

/** The browser's nonce, and the header that lets it keep it: one for all consents that it begins, also beside each other. */
export function keepNonce(config: Config, cookie: ReadCookie): { nonce: string; setCookie: string } {
  const nonce = readNonce(config, cookie) ?? newSecret();
  const parts = [
    `${nameOf(config)}=${nonce}`,
    'Path=/',
    `Max-Age=${consentMinutes * 60}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure(config.PUBLIC_URL) ? ['Secure'] : []),
  ];
  return { nonce, setCookie: parts.join('; ') };
}
