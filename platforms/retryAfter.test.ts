import { expect, test } from '@jest/globals';
import { parseRetryAfter } from './retryAfter.ts';

const now = Date.parse('2026-11-22T10:00:00Z');

test.each([
  ['120', 120_000],
  ['0', 0],
  ['1.5', 1500],
  [' 7 ', 7000],
  ['Sun, 22 Nov 2026 10:02:00 GMT', 120_000],
  // A date that has passed: at once.
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  [undefined, null],
])('Retry-After %j is %j ms', (value, milliseconds) => {
  expect(parseRetryAfter(value, now)).toBe(milliseconds);
});
