import { expect, test } from '@jest/globals';
import { asHashtags } from './postText.ts';

test.each([
  ['noel fete', '#noel #fete'],
  ['#noel fete', '#noel #fete'],
  ['#noel #fete', '#noel #fete'],
  ['noël,été;2026', '#noël,#été;#2026'],
  ['#noel#fete\nan_end', '#noel#fete\n#an_end'],
  ['', ''],
])('the hashtags %j are published as %j', (words, published) => expect(asHashtags(words)).toBe(published));
