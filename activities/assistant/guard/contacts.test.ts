import { describe, expect, test } from '@jest/globals';
import { contactsIn, hasForeignContact } from './contacts.ts';

const own = `Écrivez à contact@shop.example ou au 01 23 45 67 89. Conditions : https://www.shop.example/terms.`;
const isForeign = (text: string, identifiers: string[] = []) => hasForeignContact(text, own, identifiers);

test.each([
  'Voir https://evil.example/pay',
  'Voir HTTPS://EVIL.example',
  'See evil.example for more',
  'See evil.example/pay.',
  'See evil [.] example',
  'See evil(dot)example/x',
  'See hxxps://evil.example',
  'See ｅｖｉｌ．ｅｘａｍｐｌｅ',
  'See ev\u200bil.exam\u200bple',
  'See https://shop.example.evil.example',
  'See https://shop.example@evil.example/terms',
  'See shop.example/redirect?to=evil',
  'Écrivez à victim@example.com',
  'Écrivez à victim (at) example (dot) com',
  'Appelez le 06 11 22 33 44',
  'Call +33 6.11.22.33.44 now',
  'javascript:alert(1)',
  'wa.me/33611223344',
  'tel:0611223344',
])('"%s" reaches somebody whom the shop does not name', (text) => {
  expect(isForeign(text)).toBe(true);
});

test.each([
  'Voir https://www.shop.example/terms !',
  'Voir shop.example/terms, ou shop.example.',
  'Écrivez à Contact@Shop.example.',
  'Appelez le +33 1 23 45 67 89 ou le 01.23.45.67.89',
  'Le 12/01/2026, ou le 2026-01-12, à 10h30 : 1 234,50 €.',
  'Trois jours, p.ex. lundi.',
])('"%s" reaches the shop alone, or nobody', (text) => {
  expect(isForeign(text)).toBe(false);
});

test('a long number of an order is no number to call', () => {
  expect(isForeign('Votre commande 20261122001 est partie')).toBe(true);
  expect(isForeign('Votre commande 20261122001 est partie', ['20261122001'])).toBe(false);
});

describe('what is found', () => {
  test('has one form, however it was written', () => {
    expect(contactsIn('(https://WWW.Shop.example/a/), b@c.example; 06-11-22-33-44')).toEqual({
      links: ['shop.example/a'],
      mails: ['b@c.example'],
      numbers: ['0611223344'],
    });
  });
});
