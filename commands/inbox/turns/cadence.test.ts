import { expect, test } from '@jest/globals';
import { isAutomatic, type Beat } from './cadence.ts';

/** What a customer answers, each so many seconds after a reply of ours. */
const answers = (...all: [afterSeconds: number, content: string][]): Beat[] => {
  let at = 0;
  return all.flatMap(([afterSeconds, content]) => {
    at += 10_000;
    const ours: Beat = { direction: 'outbound', at, content: 'How can I help?' };
    at += afterSeconds * 1000;
    return [ours, { direction: 'inbound', at, content }];
  });
};
const absent = 'I am on holiday until Monday, and will read your message when I am back. Best regards, Max';

test('an absence notice that comes twice is a machine', () => {
  expect(isAutomatic(answers([40, absent]))).toBe(false);
  expect(isAutomatic(answers([40, absent], [3, absent.toUpperCase()]))).toBe(true);
});

test('the same short answer three times is a machine, twice is a person', () => {
  expect(isAutomatic(answers([5, 'Press 1'], [30, 'press 1!']))).toBe(false);
  expect(isAutomatic(answers([5, 'Press 1'], [30, 'press 1!'], [9, 'Press 1']))).toBe(true);
  expect(isAutomatic(answers([5, 'ok'], [30, 'ok'], [9, 'and now?']))).toBe(false);
});

test('four answers after the same few seconds are a machine', () => {
  expect(isAutomatic(answers([3, 'a'], [3.4, 'b'], [2.9, 'c'], [3.1, 'd']))).toBe(true);
  expect(isAutomatic(answers([3, 'a'], [3.4, 'b'], [9, 'c'], [3.1, 'd']))).toBe(false);
  expect(isAutomatic(answers([300, 'a'], [300, 'b'], [300, 'c'], [300, 'd']))).toBe(false);
});

test('who asks again because nobody answers is a person', () => {
  const asking: Beat[] = Array.from({ length: 9 }, (_, index) => ({
    ...{ direction: 'inbound', at: index * 1000, content: 'hello?' },
  }));
  expect(isAutomatic(asking)).toBe(false);
});

test('pictures without a text are no repetition', () => {
  expect(isAutomatic(answers([5, ''], [30, ''], [9, '']))).toBe(false);
});
