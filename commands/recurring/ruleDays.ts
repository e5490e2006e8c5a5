import { calendarDay, firstOf, weekdayOf, type CalendarDay, type Day, type RuleParts } from './ruleParts.ts';

/**
 * How far a rule is looked into: also the rarest one, on a 29 February that is a Monday, recurs before. So a rule costs at
 * most this many steps, whatever it says.
 */
export const furthestDays = 45 * 366;

/**
 * The periods of a rule (days, weeks, months or years, by its frequency) that begins on a day, from the one that has
 * `from` on, in their order, as the days that they consist of. Who counts the days of a rule begins with its first.
 */
export function* periodsOf(rule: RuleParts, start: Day, from: Day): Generator<Day[]> {
  const begin = rule.count === Infinity ? Math.max(start, from) : start;
  const end = Math.min(begin + furthestDays, rule.until);
  const skipped = Math.floor(unitsBetween(rule, start, begin) / rule.interval);
  for (let index = skipped; ; index += 1) {
    const first = unitAt(rule, start, index * rule.interval);
    if (first > end) return;
    const next = unitAt(rule, start, index * rule.interval + 1);
    yield Array.from({ length: next - first }, (_, day) => first + day);
  }
}

/** How many days, weeks, months or years of the calendar lie between two days. */
function unitsBetween({ frequency, weekStart }: RuleParts, start: Day, later: Day): number {
  if (frequency === 'DAILY') return later - start;
  if (frequency === 'WEEKLY') return (weekOf(later, weekStart) - weekOf(start, weekStart)) / 7;
  const [from, to] = [calendarDay(start), calendarDay(later)];
  const years = to.year - from.year;
  return frequency === 'YEARLY' ? years : years * 12 + to.month - from.month;
}

/** The first day of the unit so many after that of the start. */
function unitAt({ frequency, weekStart }: RuleParts, start: Day, units: number): Day {
  if (frequency === 'DAILY') return start + units;
  if (frequency === 'WEEKLY') return weekOf(start, weekStart) + units * 7;
  const { year, month } = calendarDay(start);
  return frequency === 'YEARLY' ? firstOf(year + units, 1) : firstOf(year, month + units);
}

/** The first day of the week that has a day. */
const weekOf = (day: Day, weekStart: number): Day => day - ((weekdayOf(day) - weekStart + 7) % 7);

/**
 * Which days a rule means: those that meet all of its parts. What it leaves open is as on the day it begins
 * (RFC 5545, 3.3.10).
 */
export function meets(rule: RuleParts, start: Day): (day: Day) => boolean {
  const begun = calendarDay(start);
  const { frequency, months, weekNumbers, yearDays, monthDays, weekdays } = rule;
  const isOpen = yearDays.length + monthDays.length + weekdays.length === 0;
  const ofYear = frequency === 'YEARLY' && isOpen && weekNumbers.length === 0;
  const ofWeek = isOpen && (frequency === 'WEEKLY' || weekNumbers.length > 0);
  const tests: ((day: CalendarDay) => boolean)[] = [];
  const test = (list: number[], holds: (day: CalendarDay, list: ReadonlySet<number>) => boolean) => {
    const numbers = new Set(list);
    if (numbers.size > 0) tests.push((day) => holds(day, numbers));
  };
  test(ofYear && months.length === 0 ? [begun.month] : months, ({ month }, list) => list.has(month));
  test(ofYear || (frequency === 'MONTHLY' && isOpen) ? [begun.dayOfMonth] : monthDays, (day, list) =>
    hasEither(list, day.dayOfMonth, day.daysOfMonth),
  );
  test(yearDays, (day, list) => hasEither(list, day.dayOfYear, day.daysOfYear));
  test(ofWeek ? [begun.weekday] : [], ({ weekday }, list) => list.has(weekday));
  test(weekNumbers, (day, list) => {
    const { week, weeks } = weekInYear(day, rule.weekStart);
    return hasEither(list, week, weeks);
  });
  if (weekdays.length > 0) tests.push((day) => isWeekdayOf(rule, day));
  return (day) => {
    const placed = calendarDay(day);
    return tests.every((holds) => holds(placed));
  };
}

/** A number from the beginning, or from the end: the last is -1. */
const hasEither = (list: ReadonlySet<number>, number: number, last: number) =>
  list.has(number) || list.has(number - last - 1);

/** A numbered weekday is that of the month, or of the year where the rule is yearly and names no month. */
function isWeekdayOf({ frequency, months, weekdays }: RuleParts, day: CalendarDay): boolean {
  const ofYear = frequency === 'YEARLY' && months.length === 0;
  const [number, last] = ofYear ? [day.dayOfYear, day.daysOfYear] : [day.dayOfMonth, day.daysOfMonth];
  const nth = Math.ceil(number / 7);
  const fromEnd = -Math.ceil((last - number + 1) / 7);
  return weekdays.some(
    (each) => each.weekday === day.weekday && (each.nth === null || each.nth === nth || each.nth === fromEnd),
  );
}

/** The week of a day, and how many its year has: the first is that with at least four days of the year. */
function weekInYear({ day, year }: CalendarDay, weekStart: number): { week: number; weeks: number } {
  const firstWeek = (of: number) => weekOf(firstOf(of, 1) + 3, weekStart);
  const [own, next] = [firstWeek(year), firstWeek(year + 1)];
  const [first, after] =
    day < own ? [firstWeek(year - 1), own] : day < next ? [own, next] : [next, firstWeek(year + 2)];
  return { week: Math.floor((day - first) / 7) + 1, weeks: (after - first) / 7 };
}
