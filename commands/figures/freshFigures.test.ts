import { expect, test } from '@jest/globals';
import { areFresh } from './freshFigures.ts';

const [minute, hour, day] = [60_000, 60 * 60_000, 24 * 60 * 60_000];
const now = new Date('2026-05-04T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const isFresh = (age: number, asked: number) =>
  areFresh({ publishedAt: ago(age), fetchedAt: ago(asked) }, now);

test.each([
  ['a new post: a quarter of an hour', hour, 14 * minute, 16 * minute],
  ['one of a week: seven hours', 7 * day, 6.9 * hour, 7.1 * hour],
  ['an old one: less than a day, so that each daily sync asks', 90 * day, 19 * hour, 21 * hour],
  ['one that the platform dates after our clock: a quarter of an hour', -day, 14 * minute, 16 * minute],
])('the older a post, the longer its figures are fresh; of %s', (_, age, fresh, old) => {
  expect(isFresh(age, fresh)).toBe(true);
  expect(isFresh(age, old)).toBe(false);
});
