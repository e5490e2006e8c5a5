import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { nextOccurrences, type Recurrence } from './occurrences.ts';
import { checkRule, daysOfRule, RuleProblem } from './recurrenceRule.ts';
import { periodsOf } from './ruleDays.ts';
import { dayOf, partsOf } from './ruleParts.ts';

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
const signed = (most: number) =>
  fc.tuple(fc.constantFrom('', '-', '+'), fc.integer({ min: 1, max: most })).map((each) => each.join(''));
const list = <Item>(item: fc.Arbitrary<Item>, maxLength: number) =>
  fc.array(item, { minLength: 1, maxLength, size: 'max' }).map((items) => items.join(','));
const dates = fc.constantFrom('2000-02-29', '2024-02-29', '2026-01-01', '2026-01-31', '2026-11-22');

/** Rules of any parts; those that contradict each other are refused when they are checked. */
function aRule(parts: Record<string, fc.Arbitrary<string | number>>): fc.Arbitrary<string> {
  return fc
    .record(
      { FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), ...parts },
      { requiredKeys: ['FREQ'] },
    )
    .map((chosen) =>
      Object.entries(chosen)
        .map((part) => part.join('='))
        .join(';'),
    );
}
const isTaken = (rule: string): boolean => {
  try {
    checkRule(rule);
    return true;
  } catch (error) {
    if (!(error instanceof RuleProblem)) throw error;
    return false;
  }
};

const longRules = aRule({
  INTERVAL: fc.integer({ min: 1, max: 999 }),
  COUNT: fc.integer({ min: 1, max: 99_999 }),
  BYDAY: list(
    fc.tuple(fc.oneof(fc.constant(''), signed(53)), weekday).map((each) => each.join('')),
    40,
  ),
  BYMONTHDAY: list(signed(31), 40),
  BYMONTH: list(fc.integer({ min: 1, max: 12 }), 12),
  BYWEEKNO: list(signed(53), 40),
  BYYEARDAY: list(signed(366), 60),
  BYSETPOS: list(signed(366), 40),
  WKST: weekday,
}).filter((rule) => rule.length <= 500);

test('any rule of up to 500 characters is judged within 20,000 steps: no more days are looked at', () => {
  fc.assert(
    fc.property(longRules.filter(isTaken), dates, dates, (rule, start, from) => {
      let steps = 0;
      for (const days of periodsOf(partsOf(rule), dayOf(start), dayOf(from)))
        steps += Math.max(1, days.length);
      expect(steps).toBeLessThan(20_000);
    }),
    { numRuns: 200 },
  );
});

test('any text is a rule, or refused with a reason', () => {
  const text = fc.string({
    maxLength: 500,
    unit: fc.constantFrom(...'FREQ=YEARLYBDINTVSOPM;,-+0123456789 \n'),
  });
  const texts = fc.oneof(
    text,
    text.map((rest) => `FREQ=YEARLY;${rest}`),
  );
  fc.assert(fc.property(texts, (each) => expect([true, false]).toContain(isTaken(each))));
});

const yeardays = Array.from({ length: 39 }, (_, index) => index + 1).join(',');
test.each([
  `FREQ=YEARLY;BYYEARDAY=${yeardays};BYSETPOS=365`,
  'FREQ=YEARLY;BYYEARDAY=1,2,3,4;BYSETPOS=200',
  'FREQ=YEARLY;INTERVAL=999',
])('%s has no day to come, which is found out at once', (rule) => {
  checkRule(rule);
  expect([...daysOfRule(rule, '2026-01-01', '2026-11-22')]).toEqual([]);
});

test.each([
  'FREQ=YEARLY;BYMONTH=13',
  'FREQ=MONTHLY;BYMONTHDAY=0',
  'FREQ=MONTHLY;BYMONTHDAY=1,32',
  'FREQ=YEARLY;BYYEARDAY=-367',
  'FREQ=YEARLY;BYWEEKNO=54',
  'FREQ=MONTHLY;BYDAY=0MO',
  'FREQ=YEARLY;BYMONTH=1;BYSETPOS=367',
])('%s is refused: no calendar has such a number', (rule) => {
  expect(() => checkRule(rule)).toThrow(/rrule_number_out_of_range/);
});

test('nothing is found further ahead than four-digit years', () => {
  const yearly: Recurrence = {
    ...{ frequency: 'rrule', timeOfDay: '10:00:00', timezone: 'UTC', daysOfWeek: [], dayOfMonth: null },
    ...{ rrule: 'FREQ=YEARLY;INTERVAL=40', startDate: '2026-11-23', endDate: null },
  };
  expect(nextOccurrences(yearly, new Date('2026-11-22'), 10).map(({ date }) => date)).toEqual([
    '2026-11-23',
    '2066-11-23',
  ]);
});

test("January's first days may be in the last week of the year before", () => {
  const rule = 'FREQ=YEARLY;BYWEEKNO=-1,1;WKST=SA';
  const days = [...daysOfRule(rule, '2026-01-01', '2026-01-01')];
  expect(days.slice(0, 4)).toEqual(['2026-01-01', '2026-01-08', '2026-12-31', '2027-01-07']);
});

/**
 * Without the combinations of parts that the library unites, where RFC 5545 has one part limit another. It also passes
 * over the first days of January that are in the week before, in the year that a rule begins in.
 */
const plainRules = fc.oneof(
  aRule({
    FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
    INTERVAL: fc.integer({ min: 1, max: 4 }),
    COUNT: fc.integer({ min: 1, max: 20 }),
    BYMONTH: list(fc.integer({ min: 1, max: 12 }), 4),
    BYMONTHDAY: list(signed(31), 4),
    BYDAY: list(weekday, 4),
    BYSETPOS: list(signed(3), 2),
    WKST: weekday,
  }),
  aRule({
    FREQ: fc.constant('MONTHLY'),
    BYMONTH: list(fc.integer({ min: 1, max: 12 }), 4),
    BYDAY: list(
      fc.tuple(signed(5), weekday).map((each) => each.join('')),
      4,
    ),
  }),
  aRule({
    FREQ: fc.constant('YEARLY'),
    INTERVAL: fc.integer({ min: 1, max: 3 }),
    BYMONTH: list(fc.integer({ min: 1, max: 12 }), 4),
    BYMONTHDAY: list(signed(31), 4),
    BYDAY: list(weekday, 4),
  }),
  aRule({ FREQ: fc.constant('YEARLY'), BYYEARDAY: list(signed(366), 4), BYSETPOS: list(signed(3), 2) }),
  aRule({
    FREQ: fc.constant('YEARLY'),
    BYWEEKNO: list(signed(53), 4),
    BYDAY: list(weekday, 4),
    WKST: weekday,
  }),
  aRule({
    FREQ: fc.constant('YEARLY'),
    BYDAY: list(
      fc.tuple(signed(20), weekday).map((each) => each.join('')),
      4,
    ),
  }),
);

test('a rule falls on the days that an independent library finds, for six years', () => {
  fc.assert(
    fc.property(
      plainRules.filter(isTaken),
      dates.filter((date) => date > '2020'),
      (rule, start) => {
        fc.pre(!rule.includes('BYWEEKNO') || start.slice(5) > '01-03');
        const library = new RRuleTemporal({
          rruleString: `DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
        });
        const end = `${Number(start.slice(0, 4)) + 6}-01-01`;
        const wanted = library
          .between(new Date(start), new Date(end), true)
          .map((day) => String(day).slice(0, 10));
        const found = [];
        for (const day of daysOfRule(rule, start, start)) {
          if (day > end) break;
          found.push(day);
        }
        expect(found.slice(0, 40)).toEqual(wanted.slice(0, 40));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
