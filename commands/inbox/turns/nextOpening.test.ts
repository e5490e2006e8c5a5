import { expect, test } from '@jest/globals';
import { OpeningHours } from '../../../contracts/openingHours.ts';
import { nextOpening } from './nextOpening.ts';

const morning = { from: '09:00', to: '12:00' };
const afternoon = { from: '14:00', to: '18:00' };
const hours = OpeningHours.parse({
  timezone: 'Europe/Paris',
  monday: [afternoon, morning],
  friday: [morning],
});

test.each([
  ['before the first hour', '2026-01-12T06:00:00Z', '2026-01-12T08:00:00.000Z'],
  ['in the pause', '2026-01-12T11:30:00Z', '2026-01-12T13:00:00.000Z'],
  ['at night', '2026-01-12T20:00:00Z', '2026-01-16T08:00:00.000Z'],
  ['over the end of the week', '2026-01-16T11:00:00Z', '2026-01-19T08:00:00.000Z'],
  ['over the change to summer time', '2026-03-27T11:00:00Z', '2026-03-30T07:00:00.000Z'],
])('%s', (_, now, opening) => {
  expect(nextOpening(hours, new Date(now))?.toISOString()).toBe(opening);
});

test('one day of the week is a week away, and a shop without hours never opens', () => {
  const fridays = OpeningHours.parse({ timezone: 'UTC', friday: [morning] });
  expect(nextOpening(fridays, new Date('2026-01-16T12:00:00Z'))?.toISOString()).toBe(
    '2026-01-23T09:00:00.000Z',
  );
  expect(nextOpening(OpeningHours.parse({ timezone: 'UTC' }), new Date())).toBeNull();
});
