import { expect, test } from '@jest/globals';
import twitter from './twitter/index.ts';
import youtube from './youtube/index.ts';
import { permissionWords } from './permissionWords.ts';

test('what a platform is asked for is said in words, in both languages, and named', () => {
  expect(permissionWords(twitter, ['tweet.write', 'dm.write'])).toEqual({
    en: 'publish posts (tweet.write), send private messages (dm.write)',
    fr: 'publier des posts (tweet.write), envoyer des messages privés (dm.write)',
  });
  const upload = 'https://www.googleapis.com/auth/youtube.upload';
  expect(permissionWords(youtube, [upload])).toMatchObject({ en: 'publish videos (youtube.upload)' });
  expect(permissionWords(twitter, ['unheard.of'])).toMatchObject({ en: 'unheard.of' });
});
