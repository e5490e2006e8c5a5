import { expect, test } from '@jest/globals';
import { say } from './index.ts';

test('a word follows its number, as each language counts', () => {
  expect(say('fr', 'accounts_connected', { count: 0 })).toBe('0 compte connecté');
  expect(say('fr', 'accounts_connected', { count: 2 })).toBe('2 comptes connectés');
  expect(say('en', 'accounts_connected', { count: 0 })).toBe('0 accounts connected');
  expect(say('en', 'text_too_short', { limit: 1 })).toBe('At least 1 character is needed.');
});

test('what has words of its own in each language is said in those', () => {
  const permissions = { en: 'publish posts', fr: 'publier des posts' };
  expect(say('fr', 'connection_permissions_missing', { permissions })).toBe(
    'Ces autorisations manquent : publier des posts',
  );
});

test('a kind of media that a platform does not take is named in French with its article', () => {
  const parameters = { platform: 'YouTube', kind: 'pictures', taken: 'videos' };
  expect(say('fr', 'media_kind_not_taken', parameters)).toBe(
    'YouTube ne prend pas les images, mais les vidéos.',
  );
});
