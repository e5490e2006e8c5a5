import { expect, test } from '@jest/globals';
import { isWrongLanguage, languageOf } from './languages.ts';

test.each([
  ['Bonjour, est-ce que vous livrez en Belgique ?', 'fr'],
  ['Combien coûte la livraison', 'fr'],
  ['Hello, do you deliver to Belgium?', 'en'],
  ['Where is my order 1042?', 'en'],
  ['ok', null],
  ['¿Dónde está mi pedido?', null],
  ['1042', null],
])('"%s" is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

test('a text is in the wrong language when it is wholly in the other one', () => {
  expect(isWrongLanguage('We are open from Tuesday to Saturday.', 'fr')).toBe(true);
  expect(isWrongLanguage('Nous sommes ouverts du mardi au samedi.', 'en')).toBe(true);
  expect(isWrongLanguage('Nous sommes ouverts du mardi au samedi.', 'fr')).toBe(false);
  expect(isWrongLanguage('D’après nos informations : You may return it.', 'fr')).toBe(false);
  expect(isWrongLanguage('We are open.', null)).toBe(false);
});
