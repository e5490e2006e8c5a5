import { expect, test } from '@jest/globals';
import { spanOf } from './syncing.ts';

test('a walk waits for those that may be tried again within two hours, and for nobody else', () => {
  const [minute, hour] = [60_000, 60 * 60_000];
  expect(spanOf([hour, minute, 2 * hour, 16 * hour])).toEqual({ first: minute, last: 2 * hour });
  expect(spanOf([16 * hour])).toBeNull();
  expect(spanOf([])).toBeNull();
});
