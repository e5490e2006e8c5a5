import { expect, test } from '@jest/globals';
import { guessLanguage, guessLatest, isWrongLanguage, languageIn, languageOf } from './languages.ts';

test.each([
  ['Je veux parler à quelqu’un', 'fr'],
  ['Bonjour', 'fr'],
  ['C’est trop cher !', 'fr'],
  ["J'aimerais payer", 'fr'],
  ['I want to talk to someone', 'en'],
  ['human please', 'en'],
  ['What’s the price?', 'en'],
  ["I'd take an L", 'en'],
  ['1234', null],
  ['', null],
  ['😀', null],
])('“%s” looks like %s', (text, language) => {
  expect(guessLanguage(text)).toBe(language);
});

test.each([
  ['Bonjour, est-ce que vous livrez en Belgique ?', 'fr'],
  ['Combien coûte la livraison', 'fr'],
  ['Hello, do you deliver to Belgium?', 'en'],
  ['Where is my order 1042?', 'en'],
  ['ok', null],
  ['¿Dónde está mi pedido?', null],
  ['1042', null],
])('“%s” is surely %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

test('a text is in the wrong language when it is wholly in the other one', () => {
  expect(isWrongLanguage('We are open from Tuesday to Saturday.', 'fr')).toBe(true);
  expect(isWrongLanguage('It’s non-refundable, and you have five days.', 'fr')).toBe(true);
  expect(isWrongLanguage('Nous sommes ouverts du mardi au samedi.', 'en')).toBe(true);
  expect(isWrongLanguage('Nous sommes ouverts du mardi au samedi.', 'fr')).toBe(false);
  expect(isWrongLanguage('D’après nos informations : You may return it.', 'fr')).toBe(false);
  expect(isWrongLanguage('We are open.', null)).toBe(false);
});

test('what somebody writes is told by the latest of their messages that tells it', () => {
  expect(guessLatest(['Hello there, do you deliver?', 'Bonjour', 'ok', '👍'])).toBe('fr');
  expect(guessLatest(['ok', '👍'])).toBeNull();
});

test.each([
  ['fr_FR', 'fr'],
  ['EN-us', 'en'],
  ['de', null],
  [null, null],
])('the locale %s is of %s', (locale, language) => {
  expect(languageIn(locale)).toBe(language);
});
