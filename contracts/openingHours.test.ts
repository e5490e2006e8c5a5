import { expect, test } from '@jest/globals';
import { isOpen, OpeningHours } from './openingHours.ts';

const hours = OpeningHours.parse({
  timezone: 'Europe/Paris',
  monday: [
    { from: '09:00', to: '12:00' },
    { from: '14:00', to: '24:00' },
  ],
});

test.each([
  ['before the first hour', '2026-01-12T07:59:59Z', false],
  ['at its first minute', '2026-01-12T08:00:00Z', true],
  ['in the pause', '2026-01-12T11:00:00Z', false],
  ['in the last minute of a day', '2026-01-12T22:59:59Z', true],
  ['at midnight', '2026-01-12T23:00:00Z', false],
  ['in summer time', '2026-07-13T07:00:00Z', true],
  ['on a day off', '2026-01-13T10:00:00Z', false],
])('%s', (_, at, open) => {
  expect(isOpen(hours, new Date(at))).toBe(open);
});

test('without hours it is never closed', () => {
  expect(isOpen(null, new Date())).toBe(true);
});

test('hours that end before they begin, and times that no clock shows, are none', () => {
  const of = (from: string, to: string) =>
    OpeningHours.safeParse({ timezone: 'UTC', monday: [{ from, to }] }).success;
  expect([of('10:00', '09:00'), of('10:00', '10:00'), of('25:00', '26:00'), of('9:00', '10:00')]).toEqual([
    ...[false, false, false, false],
  ]);
  expect(of('00:00', '24:00')).toBe(true);
});
