import { expect, test } from '@jest/globals';
import { isMp4 } from './film.ts';

const film = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand} and more`);

test('an MP4 of any brand is a film', () => {
  for (const brand of ['isom', 'mp42', 'avc1', 'M4V ']) expect(isMp4(film(brand))).toBe(true);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a beginning without a brand', Buffer.from('\0\0\0\x18ftyp')],
  ['QuickTime', film('qt  ')],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1')],
])('%s is none', (_case, bytes) => expect(isMp4(bytes)).toBe(false));
