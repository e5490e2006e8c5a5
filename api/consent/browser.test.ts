import { expect, test } from '@jest/globals';
import { loadConfig } from '../../config/load.ts';
import { keepNonce, readNonce } from './browser.ts';

const local = loadConfig({});
const secure = loadConfig({ PUBLIC_URL: 'https://app.example' });
const none = () => null;

test('the cookie is out of reach of scripts and other sites, and by https of every other way too', () => {
  expect(keepNonce(local, none).setCookie).toMatch(
    /^consent=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
  );
  expect(keepNonce(secure, none).setCookie).toMatch(
    /^__Host-consent=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
  );
});

test('a browser keeps its nonce; one that we did not give is none', () => {
  const { nonce } = keepNonce(local, none);
  expect(keepNonce(local, () => nonce).nonce).toBe(nonce);
  expect(readNonce(local, () => nonce)).toBe(nonce);
  expect(readNonce(local, () => 'made up; Path=/')).toBeNull();
});
