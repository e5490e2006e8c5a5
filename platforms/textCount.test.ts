import { expect, test } from '@jest/globals';
import { countBytes, countUtf16, hashtagsOf } from './textCount.ts';

test('a text is counted by the unit that a platform names', () => {
  expect([countUtf16('Noël 🎄'), countBytes('Noël 🎄')]).toEqual([7, 10]);
});

test.each([
  ['Joyeux #Noël à tous #fête_2026, #1er', ['Noël', 'fête_2026', '1er']],
  ['#日本 ＃全角', ['日本', '全角']],
  ['#christmas#holiday', ['christmas']],
  ['no#tag, &#39; #2026 # alone https://example.com/#part', []],
])('the hashtags of "%s" are %j', (text, tags) => {
  expect(hashtagsOf(text)).toEqual(tags);
});
