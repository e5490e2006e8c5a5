import { expect, test } from '@jest/globals';
import { addDays, instantIn, sameClocks, wallTimeIn } from './zones.ts';

test('a time on the clocks of a zone is an instant, and back', () => {
  expect(wallTimeIn('Europe/Paris', '2026-07-01T08:30:00Z')).toBe('2026-07-01T10:30');
  expect(instantIn('Europe/Paris', '2026-07-01T10:30').toISOString()).toBe('2026-07-01T08:30:00.000Z');
  expect(instantIn('America/New_York', '2026-01-31T23:45').toISOString()).toBe('2026-02-01T04:45:00.000Z');
});

test('a time that clocks skip is as much later, and of one that they show twice it is the first', () => {
  expect(instantIn('Europe/Paris', '2026-03-29T02:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(instantIn('Europe/Paris', '2026-10-25T02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('days are counted over the ends of months, and zones compared by their clocks', () => {
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  expect(sameClocks('Europe/Paris', 'Europe/Berlin', '2026-07-01T08:30:00Z')).toBe(true);
  expect(sameClocks('Europe/Paris', 'Europe/London', '2026-07-01T08:30:00Z')).toBe(false);
});
