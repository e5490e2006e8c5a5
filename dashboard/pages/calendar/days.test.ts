import { expect, test } from '@jest/globals';
import { daysShown, eachDay, hourToBegin, stepFrom } from './days.ts';

test('a month is shown in whole weeks from Monday, a list goes on over its end', () => {
  expect(daysShown('month', '2026-11-22')).toEqual({ from: '2026-10-26', until: '2026-12-07' });
  expect(eachDay(daysShown('month', '2027-02-10'))).toHaveLength(28);
  expect(daysShown('list', '2026-11-22')).toEqual({ from: '2026-11-01', until: '2027-02-01' });
  expect(daysShown('week', '2026-11-22')).toEqual({ from: '2026-11-16', until: '2026-11-23' });
});

test('a step is a month, a week or a day, over the ends of years', () => {
  expect(stepFrom('month', '2026-12-31', 1)).toBe('2027-01-01');
  expect(stepFrom('list', '2027-01-31', -1)).toBe('2026-12-01');
  expect(stepFrom('week', '2026-12-30', 1)).toBe('2027-01-06');
  expect(stepFrom('day', '2027-03-01', -1)).toBe('2027-02-28');
});

test('hours begin at seven, or where the first entry is that would be out of sight', () => {
  expect([[], ['09', '12'], ['04', '12'], ['23'], ['23', '10']].map(hourToBegin)).toEqual([
    ...['07', '07', '04', '23', '07'],
  ]);
});
