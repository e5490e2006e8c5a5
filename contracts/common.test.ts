import { expect, test } from '@jest/globals';
import { isVisible, visibleText } from './common.ts';

test.each(['a', '.', '٣', '👍', '👨‍👩‍👧', 'é', ' \u200ba', '\u2801'])('%j is seen', (text) => {
  expect(isVisible(text)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['spaces and lines', ' \t\r\n\u00a0\u2003\u3000\u2028'],
  ['spaces without a width, and joiners', '\u200b\u200c\u200d\u2060\ufeff'],
  ['marks of direction', '\u200e\u202e\u2066\u2069'],
  ['a soft hyphen and control characters', '\u00ad\u0007\u0085'],
  ['fillers and signs that change others', '\u3164\u115f\ufe0f\u{e0020}\u034f'],
  ['braille without a dot', '\u2800'],
])('%s: nothing of it is seen', (_, text) => {
  expect(isVisible(text)).toBe(false);
  expect(visibleText(100).safeParse(text).success).toBe(false);
});
