import { RRuleTemporal } from 'rrule-temporal';
import type { LocalDate } from '../localTime.ts';
import { meets, periodsOf } from './ruleDays.ts';
import { dateOf, dayOf, partsOf, type Day } from './ruleParts.ts';

/** Why a rule is not taken: a code of api/messages/, and the part that it is about. */
export class RuleProblem extends Error {
  override name = 'RuleProblem';
  readonly code: string;
  readonly part: string;

  constructor(code: string, part: string) {
    super(`${code}: ${part}`);
    this.code = code;
    this.part = part;
  }
}

const number = String.raw`[+-]?\d{1,3}`;
const listOf = (item: string) => new RegExp(`^${item}(,${item})*$`);

/** The parts of RFC 5545, 3.3.10 that say on which days; the time of day is the plan's own. */
const parts: Record<string, RegExp> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,4}$/,
  UNTIL: /^\d{8}$/,
  BYDAY: listOf(String.raw`([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)`),
  BYMONTHDAY: listOf(number),
  BYMONTH: listOf(String.raw`\d{1,2}`),
  BYWEEKNO: listOf(number),
  BYYEARDAY: listOf(number),
  BYSETPOS: listOf(number),
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
};

/** The highest number of each part, from the beginning or the end; the library passes others over in silence. */
const highest: Record<string, number> = {
  ...{ BYDAY: 53, BYMONTHDAY: 31, BYMONTH: 12, BYWEEKNO: 53, BYYEARDAY: 366, BYSETPOS: 366 },
};

function isInRange(name: string, value: string): boolean {
  const most = highest[name];
  const numbers = most === undefined ? [] : (value.match(/\d+/g) ?? []).map(Number);
  return numbers.every((each) => each >= 1 && each <= (most ?? 0));
}

/**
 * Checks a rule strictly. It is a rule of days: hours, minutes and time zones are refused, and so is what is no part of
 * RFC 5545. @throws {RuleProblem}
 */
export function checkRule(text: string): void {
  const seen = new Set<string>();
  for (const part of text.split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    const pattern = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!pattern) throw new RuleProblem('rrule_part_not_taken', name);
    if (seen.has(name)) throw new RuleProblem('rrule_part_twice', name);
    if (rest.length > 0 || !pattern.test(value)) throw new RuleProblem('rrule_value_wrong', part);
    if (!isInRange(name, value)) throw new RuleProblem('rrule_number_out_of_range', part);
    seen.add(name);
  }
  if (!seen.has('FREQ')) throw new RuleProblem('rrule_part_needed', 'FREQ');
  try {
    ruleFrom(text, '2024-01-01');
  } catch (error) {
    throw new RuleProblem('rrule_not_valid', (error as Error).message.slice(0, 200));
  }
}

/**
 * The days of a rule that begins on a day, from another day on, in their order; none once it has ended, and none further
 * ahead than `furthestDays`. The library's own search has no such end: a rule that is hardly ever met would hold up
 * everybody else.
 */
export function* daysOfRule(text: string, start: LocalDate, from: LocalDate): Generator<LocalDate> {
  const rule = partsOf(text);
  const [first, earliest] = [dayOf(start), dayOf(from)];
  const isMeant = meets(rule, first);
  let counted = 0;
  for (const period of periodsOf(rule, first, earliest))
    for (const day of atPositions(period.filter(isMeant), rule.positions)) {
      if (day < first) continue;
      counted += 1;
      if (counted > rule.count || day > rule.until) return;
      if (day >= earliest) yield dateOf(day);
    }
}

/** Of the days of a period those that BYSETPOS names, the last of them -1; all where it names none. */
function atPositions(days: Day[], positions: number[]): Day[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}

/** In days of UTC, which has no daylight saving: what the zone's clocks make of them is not the rule's matter. */
function ruleFrom(text: string, start: LocalDate): RRuleTemporal {
  const rule = text.replace(/UNTIL=(\d{8})/, 'UNTIL=$1T000000Z');
  return new RRuleTemporal({
    rruleString: `DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
    strict: true,
  });
}
