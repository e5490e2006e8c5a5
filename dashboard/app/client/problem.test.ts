import { expect, test } from '@jest/globals';
import { NoAnswer, pauseAfter, readProblem, readRetryAfter } from './problem.ts';

test('Retry-After is read as seconds and as a date, and anything else is passed over', () => {
  const now = Date.parse('2026-03-14T10:00:00Z');
  expect(readRetryAfter('12', now)).toBe(12_000);
  expect(readRetryAfter('Sat, 14 Mar 2026 10:00:30 GMT', now)).toBe(30_000);
  expect(readRetryAfter('Sat, 14 Mar 2026 09:00:00 GMT', now)).toBe(0);
  expect(readRetryAfter('soon', now)).toBeNull();
  expect(readRetryAfter(null, now)).toBeNull();
});

test('who asks too often asks again no sooner than the API says; who gets no answer, ever more slowly', async () => {
  const tooMany = await readProblem(new Response('{}', { status: 429, headers: { 'retry-after': '20' } }));
  expect(pauseAfter(0, tooMany)).toBe(20_000);
  expect([0, 1, 2, 9].map((failures) => pauseAfter(failures, new NoAnswer()))).toEqual([
    1_000, 2_000, 4_000, 30_000,
  ]);
});
