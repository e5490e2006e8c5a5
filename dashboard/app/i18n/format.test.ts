import { describe, expect, test } from '@jest/globals';
import { createFormat } from './format.ts';

const now = Date.parse('2026-03-14T10:00:00Z');

describe('how long ago something was', () => {
  test.each([
    ['2026-03-14T09:59:30Z', 'just now', 'à l’instant'],
    ['2026-03-14T10:00:30Z', 'in a moment', 'dans un instant'],
    ['2026-03-14T09:55:00Z', '5 minutes ago', 'il y a 5 minutes'],
    ['2026-03-14T12:00:00Z', 'in 2 hours', 'dans 2 heures'],
    ['2026-03-13T10:00:00Z', 'yesterday', 'hier'],
    ['2026-04-14T10:00:00Z', 'next month', 'le mois prochain'],
  ])('%s is %s', (at, english, french) => {
    expect(createFormat('en').relative(at, now)).toBe(english);
    expect(createFormat('fr').relative(at, now)).toBe(french);
  });
});

test('a duration is told in the unit of which it is two or more', () => {
  expect([34, 90, 5400, 3 * 86_400].map(createFormat('en').duration)).toEqual([
    ...['34 seconds', '90 seconds', '90 minutes', '3 days'],
  ]);
  expect(createFormat('fr').duration(34)).toBe('34\u00a0secondes');
});

test('a time soon has its day, unless that is today', () => {
  const { soon } = createFormat('en');
  const zone = 'Europe/Paris';
  expect(soon('2026-03-14T15:00:00Z', { zone }, now)).toBe('4:00 PM');
  expect(soon('2026-03-14T23:30:00Z', { zone }, now)).toBe('Sunday, March 15, 12:30 AM');
});

test('dates are told in the zone that is asked for', () => {
  const { time } = createFormat('fr');
  expect(time(now, { zone: 'Europe/Paris' })).toBe('11:00');
  expect(time(now, { zone: 'America/New_York' })).toBe('06:00');
});
