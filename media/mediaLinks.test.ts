import { expect, test } from '@jest/globals';
import { isMediaLink, signMediaLink } from './mediaLinks.ts';

const secret = 'a secret of this product alone';
const key = 'renditions/abc.jpg';
const now = new Date('2026-11-20T12:00:00Z');
const day = 24 * 60 * 60 * 1000;

function made() {
  const url = new URL(signMediaLink(secret, 'https://social.example', key, now));
  const { expires = '', signature = '' } = Object.fromEntries(url.searchParams);
  return { url, link: { expires, signature } };
}

test('an address opens its file for a day', () => {
  const { url, link } = made();
  expect(url.origin + url.pathname).toBe('https://social.example/media/publishing/renditions/abc.jpg');
  expect(isMediaLink(secret, key, link, now)).toBe(true);
  expect(isMediaLink(secret, key, link, new Date(now.getTime() + day - 1))).toBe(true);
  expect(isMediaLink(secret, key, link, new Date(now.getTime() + day))).toBe(false);
});

test('an address opens no other file, no longer, and under no other secret', () => {
  const { link } = made();
  expect(isMediaLink(secret, 'videos/abc.mp4', link, now)).toBe(false);
  expect(isMediaLink('another', key, link, now)).toBe(false);
  const longer = { ...link, expires: String(Number(link.expires) + 1) };
  expect(isMediaLink(secret, key, longer, now)).toBe(false);
  for (const signature of ['', 'x', link.signature.slice(1)])
    expect(isMediaLink(secret, key, { ...link, signature }, now)).toBe(false);
});
