import { expect, test } from '@jest/globals';
import { permissionWords } from './permissionWords.ts';
import { findPlatforms } from './registry.ts';

test('what a platform is asked for is said in words, in both languages, and named', async () => {
  expect(permissionWords('fr', 'tweet.write')).toBe('publier des posts (tweet.write)');
  expect(permissionWords('en', 'https://www.googleapis.com/auth/youtube.upload')).toBe(
    'publish videos (youtube.upload)',
  );
  expect(permissionWords('en', 'unheard.of')).toBe('unheard.of');
  const asked = (await findPlatforms()).flatMap(({ oauth }) => oauth.scopes);
  expect(asked.filter((scope) => !permissionWords('en', scope).includes('('))).toEqual([]);
});
