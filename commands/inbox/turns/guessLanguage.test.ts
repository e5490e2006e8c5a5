import { expect, test } from '@jest/globals';
import { guessLanguage } from './guessLanguage.ts';

test.each([
  ['Je veux parler à quelqu’un', 'fr'],
  ['Bonjour', 'fr'],
  ['C’est trop cher !', 'fr'],
  ['I want to talk to someone', 'en'],
  ['human please', 'en'],
  ['What’s the price?', 'en'],
  ['1234', null],
  ['', null],
  ['😀', null],
])('“%s” is %s', (text, language) => {
  expect(guessLanguage(text)).toBe(language);
});
