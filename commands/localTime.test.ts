import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dueReportWeek, isoWeekOf, mondayOf, startOfDay } from './localTime.ts';

const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const zone = fc.constantFrom(...zones);
const minute = 60_000;
const hour = 60 * minute;
const week = 7 * 24 * hour;
/** Two years, with every change of the clocks in them. */
const firstSunday = Date.UTC(2026, 0, 4, 12);
const weeks = 104;
const instant = fc.integer({ min: firstSunday, max: firstSunday + weeks * week }).map((at) => new Date(at));
const date = instant.map((at) => at.toISOString().slice(0, 10));

/** What the zone's clock shows, by the formatter alone: "Mon 09:00". */
const shown = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at: number) => format.format(at).replace(',', '');
};

/** The first instant, to the minute, at which `isTrue` in a span where it turns from false to true once. */
function firstMinute(from: number, until: number, isTrue: (at: number) => boolean): number {
  let [low, high] = [from, until];
  while (high - low > minute) {
    const middle = low + Math.floor((high - low) / (2 * minute)) * minute;
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}

test('in every zone and week of two years the report falls due at Monday 09:00 of its clocks', () => {
  for (const timeZone of zones) {
    const clock = shown(timeZone);
    const wrong: string[] = [];
    for (let at = firstSunday; at < firstSunday + weeks * week; at += week) {
      // Sunday noon UTC is before Monday 09:00 everywhere, Tuesday noon after it and before Thursday.
      const due = firstMinute(at, at + 48 * hour, (tick) => dueReportWeek(new Date(tick), timeZone) !== null);
      if (clock(due) !== 'Mon 09:00') wrong.push(`${timeZone}: ${new Date(due).toISOString()} ${clock(due)}`);
    }
    expect(wrong).toEqual([]);
  }
});

test('a report is due from Monday 09:00 to the end of Wednesday, and all that time of one week', () => {
  fc.assert(
    fc.property(instant, zone, (at, timeZone) => {
      const [day, time = ''] = shown(timeZone)(at.getTime()).split(' ');
      const expected = (day === 'Mon' && time >= '09:00') || day === 'Tue' || day === 'Wed';
      const due = dueReportWeek(at, timeZone);
      expect({ at, timeZone, due: due !== null }).toEqual({ at, timeZone, due: expected });
      if (due) {
        const start = startOfDay(mondayOf(due), timeZone).getTime();
        expect(at.getTime() - start).toBeGreaterThanOrEqual(8 * hour);
        expect(at.getTime() - start).toBeLessThanOrEqual(74 * hour);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a day starts when the calendar turns to it, in every zone, also where midnight is skipped or comes twice', () => {
  const calendar = (at: number, timeZone: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
  fc.assert(
    fc.property(date, zone, (day, timeZone) => {
      const start = startOfDay(day, timeZone).getTime();
      expect({ day, timeZone, is: calendar(start, timeZone) }).toEqual({ day, timeZone, is: day });
      expect(calendar(start - 1000, timeZone)).toBe(addDays(day, -1));
    }),
    { numRuns: 2000 },
  );
  // Cairo goes from 23:59 to 01:00 on this day; Havana shows midnight twice on that one.
  expect(startOfDay('2026-04-24', 'Africa/Cairo')).toEqual(new Date('2026-04-23T22:00:00Z'));
  expect(startOfDay('2026-11-01', 'America/Havana')).toEqual(new Date('2026-11-01T04:00:00Z'));
});

test('weeks are those of ISO 8601', () => {
  expect(isoWeekOf('2026-01-01')).toBe('2026-W01');
  expect(isoWeekOf('2027-01-01')).toBe('2026-W53');
  expect(isoWeekOf('2024-12-30')).toBe('2025-W01');
  fc.assert(
    fc.property(date, (day) => {
      const monday = mondayOf(isoWeekOf(day));
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect([0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days))).toContain(day);
      expect(isoWeekOf(monday)).toBe(isoWeekOf(day));
    }),
  );
});
