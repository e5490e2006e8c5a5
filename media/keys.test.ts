import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { avatarKey, generationKey, imageKey, InvalidKey, isKey, mediaTypeOf } from './keys.ts';

const bytes = Buffer.from('a picture');
const userId = '0198c2a4-7b1c-7c11-8d0e-3c5d6f7a8b9c';

test('keys say what they hold, and change with the content', () => {
  expect(imageKey(12, bytes, 'png')).toMatch(/^images\/12-[0-9a-f]{32}\.png$/);
  expect(imageKey(12, Buffer.from('another'), 'png')).not.toBe(imageKey(12, bytes, 'png'));
  expect(avatarKey(userId, bytes)).toMatch(new RegExp(`^avatars/${userId}-[0-9a-f]{32}\\.jpg$`));
  expect(generationKey(userId)).toBe(`generations/${userId}.json`);
});

test('a media type comes from a key alone', () => {
  expect(mediaTypeOf(imageKey(1, bytes, 'webp'))).toBe('image/webp');
  expect(mediaTypeOf(avatarKey(userId, bytes))).toBe('image/jpeg');
  expect(() => mediaTypeOf('images/../secret.png')).toThrow(InvalidKey);
});

test('an id that is none cannot become a path', () => {
  expect(() => generationKey('../../etc/passwd')).toThrow(InvalidKey);
  expect(() => avatarKey('..', bytes)).toThrow(InvalidKey);
});

test.each([
  '',
  'images',
  'images/',
  '/images/1.png',
  'images/1.PNG',
  'images//1.png',
  'images/./1.png',
  'images/../1.png',
  'images/.1.png',
  'images/1.png/',
  'images/1.png\n',
  'images/1.png\0',
  'images/1.png.svg',
  'images\\1.png',
  'images/a/b.png',
  'C:/images/1.png',
  'other/1.png',
  'images/%2e%2e.png',
])('%j is no key', (text) => {
  expect(isKey(text)).toBe(false);
});

test('whatever is a key stays in its folder, as one plain file name', () => {
  const nasty = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '\0',
    '\n',
    'images',
    'avatars',
    '.png',
    'a',
    '1',
    '-',
    '%2e',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(nasty).map((parts) => parts.join('')),
    fc.array(nasty).map((parts) => `images/${parts.join('')}.png`),
  );
  fc.assert(
    fc.property(text, (key) => {
      fc.pre(isKey(key));
      expect(new URL(key, 'file:///root/').pathname).toBe(`/root/${key}`);
      expect(key.split('/')).toHaveLength(2);
      expect(key).not.toMatch(/\.\.|\\|\0|\s|\/\./);
    }),
    { numRuns: 2000 },
  );
});

test('every key that is made is a key', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.uuid(), fc.uint8Array(), (imageId, uuid, content) => {
      for (const key of [
        imageKey(imageId, content, 'png'),
        avatarKey(uuid, content),
        generationKey(uuid.toUpperCase()),
      ]) {
        expect(isKey(key)).toBe(true);
      }
    }),
  );
});
