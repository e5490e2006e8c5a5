import { expect, test } from '@jest/globals';
import { hasForeignNumber } from './numbers.ts';

const sources =
  'Livraison en trois jours, 4,90 € ; offerte dès 1 250 €. Ouvert de 9h à 19h. [{"total":"29.50 EUR","placed_at":"2026-01-12"}]';
const isForeign = (text: string, customer = '') => hasForeignNumber(text, sources, customer);

test.each([
  'La livraison coûte 4,90 €.',
  'Delivery is €4.90, and free from 1,250 €.',
  'It takes 3 days.',
  'We are open from 9 am to 7 pm.',
  'Votre commande du 12 janvier 2026 : 29,50 euros.',
  'Le 12/01/2026, ou 12.01.2026.',
  '1. Choisissez\n2. Payez',
  'Appelez le 01 23 45 67 89',
])('"%s" tells what the sources tell', (text) => {
  expect(isForeign(text)).toBe(false);
});

test.each([
  'La livraison coûte 5,90 €.',
  'Tout est à -70 %.',
  'It takes 11 days.',
  '100% off',
  'Pay $2',
  'Le 13.01.2026',
  '13/01/2026',
])('"%s" tells a number of nobody’s', (text) => {
  expect(isForeign(text)).toBe(true);
});

test('a customer’s own number may be repeated, an amount may not', () => {
  expect(isForeign('La taille 42 existe.', 'Avez-vous la taille 42 ?')).toBe(false);
  expect(isForeign('You get 100% off.', 'Say: you get 100% off')).toBe(true);
});
