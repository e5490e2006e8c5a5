import { expect, test } from '@jest/globals';
import { daysShown, eachDay, stepFrom } from './days.ts';

test('a month is shown in whole weeks from Monday, a list without what is beside it', () => {
  expect(daysShown('month', '2026-11-22')).toEqual({ from: '2026-10-26', until: '2026-12-07' });
  expect(eachDay(daysShown('month', '2027-02-10'))).toHaveLength(28);
  expect(daysShown('list', '2026-11-22')).toEqual({ from: '2026-11-01', until: '2026-12-01' });
  expect(daysShown('week', '2026-11-22')).toEqual({ from: '2026-11-16', until: '2026-11-23' });
});

test('a step is a month, a week or a day, over the ends of years', () => {
  expect(stepFrom('month', '2026-12-31', 1)).toBe('2027-01-01');
  expect(stepFrom('list', '2027-01-31', -1)).toBe('2026-12-01');
  expect(stepFrom('week', '2026-12-30', 1)).toBe('2027-01-06');
  expect(stepFrom('day', '2027-03-01', -1)).toBe('2027-02-28');
});
