import { expect, test } from '@jest/globals';
import { takenHashtags } from './takenHashtags.ts';

const rule = (maximum: number, hashtags: number | null = null) => ({
  maximum,
  hashtags,
  count: (text: string) => text.length,
});
const beside = { caption: 'Hello', present: '#sea', rules: [], most: 3 };

test('takes what is new and looks like a hashtag, as many as are wanted', () => {
  expect(takenHashtags('#Sea #phare, light #Été#phare #été_2026 #four', beside)).toEqual([
    ...['#phare', '#Été', '#été_2026'],
  ]);
});

test('leaves out what a platform no longer takes beside the text', () => {
  expect(takenHashtags('#phare #a', { ...beside, rules: [rule(14), rule(1000)] })).toEqual(['#a']);
  expect(takenHashtags('#one #two', { ...beside, rules: [rule(1000, 2)] })).toEqual(['#one']);
});
