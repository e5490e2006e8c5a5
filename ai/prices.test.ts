import { expect, test } from '@jest/globals';
import { costUsd } from './prices.ts';

const tokens = { textInput: 1_000_000, textOutput: 0, imageOutput: 100_000 };

test('a call costs its tokens at the list price', () => {
  expect(costUsd('gpt-image-2', tokens)).toBe(8);
});

test.each(['gpt-image-2-2026-04-21', 'gpt-image-2'])('%s has the price of its model', (model) => {
  expect(costUsd(model, tokens)).toBe(8);
});

test.each(['gpt-image-2-mini', 'gpt-image-25', 'a-local-model', ''])(
  'the price of "%s" is unknown, and an unknown is never 0',
  (model) => {
    expect(costUsd(model, tokens)).toBeNull();
  },
);
