import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitText } from './splitText.ts';

const characters = (maximum: number) => ({ maximum, count: (text: string) => text.length });
const bytes = (maximum: number) => ({ maximum, count: (text: string) => Buffer.byteLength(text) });

test('a text that fits stays whole', () => {
  expect(splitText('Bonjour ! Comment allez-vous ?', characters(40))).toEqual([
    'Bonjour ! Comment allez-vous ?',
  ]);
});

test('it is cut where sentences end, each part as long as it can be', () => {
  expect(splitText('One is here. Two is here. Three is here.', characters(26))).toEqual([
    'One is here. Two is here.',
    'Three is here.',
  ]);
});

test('a sentence that is too long is cut between words, a word between characters', () => {
  expect(splitText('alpha beta gamma', characters(11))).toEqual(['alpha beta', 'gamma']);
  expect(splitText('abcdefgh', characters(3))).toEqual(['abc', 'def', 'gh']);
});

test('what people see as one character is never cut', () => {
  const family = '👩‍👩‍👧';
  expect(splitText(family.repeat(3), bytes(20))).toEqual([family, family, family]);
});

test('no part is too long, and nothing is lost, whatever is written', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 40, max: 120 }), (text, maximum) => {
      const parts = splitText(text, bytes(maximum));
      const longest = Math.max(0, ...parts.map((part) => Buffer.byteLength(part)));
      expect(longest).toBeLessThanOrEqual(maximum);
      expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});
