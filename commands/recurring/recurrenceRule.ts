import { RRuleTemporal } from 'rrule-temporal';
import { addDays, type LocalDate } from '../localTime.ts';

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
    seen.add(name);
  }
  if (!seen.has('FREQ')) throw new RuleProblem('rrule_part_needed', 'FREQ');
  try {
    ruleFrom(text, '2024-01-01');
  } catch (error) {
    throw new RuleProblem('rrule_not_valid', (error as Error).message.slice(0, 200));
  }
}

/** The days of a rule that begins on a day, from another day on, in their order; none once it has ended. */
export function* daysOfRule(text: string, start: LocalDate, from: LocalDate): Generator<LocalDate> {
  const rule = ruleFrom(text, start);
  let after = midnight(addDays(from, -1));
  for (;;) {
    const next = nextOf(rule, after);
    if (!next) return;
    yield next;
    after = midnight(next);
  }
}

/** A rule that no day ever meets makes the library give up: it has none. */
function nextOf(rule: RRuleTemporal, after: Date): LocalDate | null {
  try {
    return rule.next(after)?.toString().slice(0, 10) ?? null;
  } catch {
    return null;
  }
}

const midnight = (date: LocalDate) => new Date(`${date}T00:00:00Z`);

/** In days of UTC, which has no daylight saving: what the zone's clocks make of them is not the rule's matter. */
function ruleFrom(text: string, start: LocalDate): RRuleTemporal {
  const rule = text.replace(/UNTIL=(\d{8})/, 'UNTIL=$1T000000Z');
  return new RRuleTemporal({
    rruleString: `DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
    strict: true,
  });
}
