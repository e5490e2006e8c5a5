import { expect, test } from '@jest/globals';
import { messageFacts } from './messageFacts.ts';

const money = (amount: number, currency: string) => `${amount} ${currency}`;
const textsOf = (details: Record<string, unknown>) => messageFacts(details, money).map(({ text }) => text);

test('a place is told by name, address and where it is on a map', () => {
  const location = { latitude: 45.76, longitude: 4.85, name: 'Bellecour', address: '69002 Lyon' };
  expect(textsOf({ location })).toEqual(['Bellecour', '69002 Lyon', '45.76, 4.85']);
  expect(messageFacts({ location: { latitude: 45.76, longitude: 4.85 } }, money)).toEqual([
    { text: '45.76, 4.85', href: expect.stringContaining('mlat=45.76&mlon=4.85') },
  ]);
});

test('a contact card is told by name, numbers and addresses', () => {
  const card = {
    name: { formatted_name: 'Léa Petit' },
    phones: [{ phone: '+33 6 12 34 56 78', type: 'CELL' }],
    emails: [{ email: 'lea@shop.example' }],
  };
  expect(textsOf({ contacts: [card] })).toEqual(['Léa Petit', '+33 6 12 34 56 78', 'lea@shop.example']);
});

test('an order is told item by item, with the price of each', () => {
  const item = { product_retailer_id: 'LAMP-1', quantity: 2, item_price: 12.5, currency: 'EUR' };
  expect(textsOf({ order: { product_items: [item, { product_retailer_id: 'BOX' }] } })).toEqual([
    '2 × LAMP-1 · 12.5 EUR',
    '1 × BOX',
  ]);
});

test('what is not as expected is passed over', () => {
  for (const odd of [{ location: 'Lyon' }, { contacts: [null, 'Léa', { name: 3 }] }, { order: [] }, {}])
    expect(textsOf(odd)).toEqual([]);
});
