import { expect, test } from '@jest/globals';
import { weightedLength } from './weightedLength.ts';

test.each([
  ['', 0],
  ['Joyeux Noël!', 12],
  // Composed or not, the letter counts once.
  ['Noe\u0308l', 4],
  ['日本語', 6],
  ['“quoted” – and…', 16],
  ['🎄', 2],
  ['👨‍👩‍👧‍👦', 2],
  ['👍🏽', 2],
  ['❤️', 2],
  ['🇫🇷', 2],
  ['1️⃣', 2],
])('%s weighs %i', (text, weight) => {
  expect(weightedLength(text)).toBe(weight);
});

test.each([
  ['https://example.com', 23],
  [`https://example.com/${'a'.repeat(200)}?b=${'c'.repeat(200)}`, 23],
  ['See https://example.com/a, please.', 4 + 23 + 9],
  ['(http://example.com)', 25],
  ['example.com', 23],
  ['www.example.fr/page', 23],
  ['shop.example.fr', 23],
  ['http://example.com http://example.org', 47],
  ['https://bücher.example/', 23],
])('a link counts 23, however long: %s', (text, weight) => {
  expect(weightedLength(text)).toBe(weight);
});

test.each([
  'readme.md',
  'anna@example.com',
  'first.last@example.com',
  'e.g. this',
  'http://localhost:3000',
  '3.14',
])('what X makes no link of counts by its letters: %s', (text) => {
  expect(weightedLength(text)).toBe(text.length);
});

test('a long text is counted at once', () => {
  const text = 'a.'.repeat(20_000) + '-_'.repeat(20_000);
  expect(weightedLength(text)).toBe(80_000);
});
