import { expect, test } from '@jest/globals';
import { chooseLanguage } from './texts.ts';

test.each([
  ['the first wanted that is spoken', ['de-DE', 'en-GB', 'fr'], ['fr', 'en'], 'en'],
  ["the widget's first where none is", ['de', undefined, null, ''], ['fr', 'en'], 'fr'],
  ['only what the shop speaks', ['fr'], ['en'], 'en'],
] as const)('%s', (_, wanted, spoken, chosen) => {
  expect(chooseLanguage(wanted, [...spoken])).toBe(chosen);
});
