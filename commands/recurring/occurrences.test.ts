import { expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { instantOf } from '../localTime.ts';
import { nextOccurrences, occurrencesBetween, type Recurrence } from './occurrences.ts';
import { checkRule, RuleProblem } from './recurrenceRule.ts';

const plan = (changes: Partial<Recurrence> = {}): Recurrence => ({
  frequency: 'daily',
  timeOfDay: '10:00:00',
  timezone: 'Europe/Paris',
  daysOfWeek: [],
  dayOfMonth: null,
  rrule: null,
  startDate: '2026-01-01',
  endDate: null,
  ...changes,
});
const times = (changes: Partial<Recurrence>, from: string, count: number) =>
  nextOccurrences(plan(changes), new Date(from), count).map(({ at, note }) =>
    note ? `${at.toISOString()} ${note}` : at.toISOString(),
  );
const days = (changes: Partial<Recurrence>, from: string, count: number) =>
  nextOccurrences(plan({ timezone: 'UTC', ...changes }), new Date(from), count).map(({ date }) => date);

/** What the Temporal proposal says of a wall time: the instant that we promise, by another's reading of the zone. */
function expected(date: string, time: string, zone: string): { at: number; note: string | null } {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  if (!earlier || !later) throw new Error('two readings are two');
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { at: earlier.epochMilliseconds, note: null };
  if (earlier.toPlainDateTime().equals(wall)) return { at: earlier.epochMilliseconds, note: 'twice' };
  const jump = earlier.getTimeZoneTransition('next');
  return { at: jump?.epochMilliseconds ?? Number.NaN, note: 'skipped' };
}

test('in every zone and ten years, a wall time is the instant that Temporal says: the jump in a gap, once in an overlap', () => {
  const end = Temporal.Instant.from('2035-01-01T00:00:00Z');
  let compared = 0;
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const asked = [`2026-06-15T12:00:00`];
    let at: Temporal.ZonedDateTime | null =
      Temporal.Instant.from('2025-01-01T00:00:00Z').toZonedDateTimeISO(zone);
    while ((at = at.getTimeZoneTransition('next')) !== null) {
      if (Temporal.Instant.compare(at.toInstant(), end) > 0) break;
      // Around the change as the clocks before and after it show it, and some hours off.
      const before = at.subtract({ nanoseconds: 1 }).toPlainDateTime().round('second');
      for (const wall of [before, at.toPlainDateTime()])
        for (const minutes of [-60, -1, 0, 30])
          asked.push(wall.add({ minutes }).toString({ smallestUnit: 'second' }));
    }
    for (const wall of asked) {
      const [date = '', time = ''] = wall.split('T');
      const { at: found, note } = instantOf(date, time, zone);
      const wanted = expected(date, time, zone);
      compared += 1;
      if (found.getTime() !== wanted.at || note !== wanted.note)
        throw new Error(
          `${zone} ${wall}: ${found.toISOString()} ${note}, wanted ${new Date(wanted.at).toISOString()} ${wanted.note}`,
        );
    }
  }
  expect(compared).toBeGreaterThan(10_000);
}, 60_000);

test('a daily plan keeps its wall time through both changes of the clocks', () => {
  expect(times({}, '2026-03-27T12:00:00Z', 3)).toEqual([
    '2026-03-28T09:00:00.000Z',
    '2026-03-29T08:00:00.000Z',
    '2026-03-30T08:00:00.000Z',
  ]);
  expect(times({}, '2026-10-24T00:00:00Z', 2)).toEqual([
    '2026-10-24T08:00:00.000Z',
    '2026-10-25T09:00:00.000Z',
  ]);
});

test('a time that the clocks skip is the next one they show; one that they show twice is taken once, the first', () => {
  expect(times({ timeOfDay: '02:30:00' }, '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z clocks_skip_it',
    '2026-03-30T00:30:00.000Z',
  ]);
  expect(times({ timeOfDay: '02:30:00' }, '2026-10-24T12:00:00Z', 2)).toEqual([
    '2026-10-25T00:30:00.000Z clocks_show_it_twice',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('a weekly plan has its days, a monthly one its day, or the last where the month is shorter', () => {
  expect(days({ frequency: 'weekly', daysOfWeek: [1, 7] }, '2026-11-22T11:00:00Z', 3)).toEqual([
    '2026-11-23',
    '2026-11-29',
    '2026-11-30',
  ]);
  expect(times({ frequency: 'monthly', dayOfMonth: 31, timezone: 'UTC' }, '2027-01-15T00:00:00Z', 3)).toEqual(
    ['2027-01-31T10:00:00.000Z', '2027-02-28T10:00:00.000Z month_is_shorter', '2027-03-31T10:00:00.000Z'],
  );
  expect(times({ frequency: 'monthly', dayOfMonth: -1, timezone: 'UTC' }, '2028-02-01T00:00:00Z', 2)).toEqual(
    ['2028-02-29T10:00:00.000Z', '2028-03-31T10:00:00.000Z'],
  );
});

test('an occurrence at the very instant is still to come; start and end dates are inclusive', () => {
  expect(days({ startDate: '2026-05-01', endDate: '2026-05-02' }, '2026-01-01T00:00:00Z', 5)).toEqual([
    '2026-05-01',
    '2026-05-02',
  ]);
  expect(days({}, '2026-05-01T10:00:00Z', 1)).toEqual(['2026-05-01']);
  expect(days({}, '2026-05-01T10:00:00.001Z', 1)).toEqual(['2026-05-02']);
});

test('of many that lie between two instants the last ones are told', () => {
  const found = occurrencesBetween(plan(), new Date('2026-01-01'), new Date('2026-12-31T23:00:00Z'), 3);
  expect(found.map(({ date }) => date)).toEqual(['2026-12-29', '2026-12-30', '2026-12-31']);
});

test.each([
  ['FREQ=MONTHLY;BYDAY=2TU', ['2026-11-10', '2026-12-08', '2027-01-12']],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-11-30', '2026-12-31', '2027-01-29']],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', ['2026-11-05', '2026-11-19', '2026-12-03']],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', ['2026-12-24', '2027-12-24', '2028-12-24']],
  ['FREQ=DAILY;COUNT=306', ['2026-11-01', '2026-11-02']],
  ['FREQ=DAILY;UNTIL=20261102', ['2026-11-01', '2026-11-02']],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31', []],
])('%s falls on its days', (rrule, expectedDays) => {
  checkRule(rrule);
  expect(days({ frequency: 'rrule', rrule }, '2026-11-01T00:00:00Z', 3)).toEqual(expectedDays);
});

test.each([
  ['FREQ=HOURLY', 'rrule_value_wrong', 'FREQ=HOURLY'],
  ['FREQ=DAILY;BYHOUR=9', 'rrule_part_not_taken', 'BYHOUR'],
  ['FREQ=DAILY;TZID=Europe/Paris', 'rrule_part_not_taken', 'TZID'],
  ['FREQ=DAILY;FREQ=DAILY', 'rrule_part_twice', 'FREQ'],
  ['INTERVAL=2', 'rrule_part_needed', 'FREQ'],
  ['FREQ=DAILY;UNTIL=20261102T000000Z', 'rrule_value_wrong', 'UNTIL=20261102T000000Z'],
  ['FREQ=DAILY;INTERVAL=0', 'rrule_value_wrong', 'INTERVAL=0'],
  ['FREQ=DAILY;COUNT=2;UNTIL=20261102', 'rrule_not_valid', expect.any(String)],
  ['', 'rrule_part_not_taken', ''],
  ['__proto__=1', 'rrule_part_not_taken', '__proto__'],
])('the rule %j is refused: %s', (rrule, code, part) => {
  let problem: unknown;
  try {
    checkRule(rrule);
  } catch (error) {
    problem = error;
  }
  expect(problem).toBeInstanceOf(RuleProblem);
  expect(problem).toMatchObject({ code, part });
});
