import { expect, test } from '@jest/globals';
import { describeTemplate } from './describeTemplate.ts';

test('a template is told by its name, its language and what fills its places', () => {
  const template = { name: 'order_ready', language: 'fr' };
  expect(describeTemplate({ ...template, components: [] })).toBe('order_ready (fr)');
  const components = [
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/a.jpg' } }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Camille' },
        { type: 'currency', currency: { fallback_value: '89 €', code: 'EUR', amount_1000: 89000 } },
        { type: 'date_time', date_time: { fallback_value: '12 mai' } },
        'nothing that WhatsApp knows',
      ],
    },
    { type: 'button', parameters: 'neither' },
  ];
  expect(describeTemplate({ ...template, components })).toBe(
    'order_ready (fr): [image], Camille, 89 €, 12 mai',
  );
});
