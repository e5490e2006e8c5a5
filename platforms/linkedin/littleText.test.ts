import { expect, test } from '@jest/globals';
import { littleText } from './littleText.ts';

test.each([
  ['Joyeux Noël! 🎄', 'Joyeux Noël! 🎄'],
  [
    'a (b) [c] {d} <e> @f *g* ~h~ i|j \\ k',
    'a \\(b\\) \\[c\\] \\{d\\} \\<e\\> \\@f \\*g\\* \\~h\\~ i\\|j \\\\ k',
  ],
  ['https://example.com/a_b#c', 'https://example.com/a\\_b\\#c'],
  ['#fête_2026 and # alone', '{hashtag|\\#|fête\\_2026} and \\# alone'],
])('%s is written %s', (text, little) => {
  expect(littleText(text)).toBe(little);
});
