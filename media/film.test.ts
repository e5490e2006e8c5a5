import { expect, test } from '@jest/globals';
import { checkFilm, NotAFilm } from './film.ts';

const film = (brand: string) => Buffer.from(`\0\0\0\x18ftyp${brand} and more`);

test('an MP4 of any brand is a film', () => {
  for (const brand of ['isom', 'mp42', 'avc1', 'M4V ']) expect(() => checkFilm(film(brand))).not.toThrow();
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a beginning without a brand', Buffer.from('\0\0\0\x18ftyp')],
  ['QuickTime', film('qt  ')],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1')],
])('%s is none', (_case, bytes) => expect(() => checkFilm(bytes)).toThrow(NotAFilm));

test('a film of more than 200 MiB is refused', () => {
  const large = Buffer.alloc(200 * 1024 * 1024 + 1);
  film('isom').copy(large);
  expect(() => checkFilm(large)).toThrow(/200 MiB/);
});
