import { addDays, dayIn, instantOf, type LocalDate } from '../localTime.ts';
import { daysOfRule } from './recurrenceRule.ts';
import { furthestDays } from './ruleDays.ts';

/** When a plan recurs: days of a calendar, and a time of day as the clocks of its zone show it. */
export interface Recurrence {
  frequency: 'daily' | 'weekly' | 'monthly' | 'rrule';
  /** "HH:MM:SS". */
  timeOfDay: string;
  /** IANA. */
  timezone: string;
  /** Weekly: 1 (Monday) to 7. */
  daysOfWeek: number[];
  /** Monthly: 1 to 31, -1 for the last. A month that has no such day has its last one instead. */
  dayOfMonth: number | null;
  /** RFC 5545, of days. */
  rrule: string | null;
  startDate: LocalDate;
  /** The last day, inclusive. */
  endDate: LocalDate | null;
}

/**
 * One time of a plan, and in what it differs from what the plan says: the clocks skip its time that day, so it is the
 * next one that they show; they show it twice, so it is the first; the month has no such day, so it is its last.
 */
export interface Occurrence {
  at: Date;
  /** The day that the plan means. */
  date: LocalDate;
  note: 'clocks_skip_it' | 'clocks_show_it_twice' | 'month_is_shorter' | null;
}

/** The last one that the calendars of Temporal's Schedules know, which start the runs. */
const lastYear = 2100;

/** The times of a plan at or after an instant, in their order; none once it has ended. */
function* occurrencesFrom(plan: Recurrence, from: Date): Generator<Occurrence> {
  // A day earlier, for a time that is skipped may come to stand on the next day.
  const first = addDays(dayIn(plan.timezone, from), -1);
  const begin = first > plan.startDate ? first : plan.startDate;
  for (const date of daysOf(plan, begin)) {
    if (plan.endDate !== null && date > plan.endDate) return;
    const { at, note } = instantOf(date, plan.timeOfDay, plan.timezone);
    if (at < from) continue;
    if (at.getUTCFullYear() > lastYear) return;
    yield { at, date, note: noteOf(plan, date, note) };
  }
}

/** The first `count` of them. */
export function nextOccurrences(plan: Recurrence, from: Date, count: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesFrom(plan, from)) {
    found.push(occurrence);
    if (found.length === count) break;
  }
  return found;
}

/** Those from one instant up to another, inclusive; of very many the last `limit`. */
export function occurrencesBetween(plan: Recurrence, from: Date, until: Date, limit: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesFrom(plan, from)) {
    if (occurrence.at > until) break;
    found.push(occurrence);
    if (found.length > limit) found.shift();
  }
  return found;
}

function* daysOf(plan: Recurrence, from: LocalDate): Generator<LocalDate> {
  if (plan.frequency === 'rrule') {
    yield* daysOfRule(plan.rrule ?? '', plan.startDate, from);
    return;
  }
  for (let day = 0; day < furthestDays; day += 1) {
    const date = addDays(from, day);
    if (isDayOf(plan, date)) yield date;
  }
}

function isDayOf({ frequency, daysOfWeek, dayOfMonth }: Recurrence, date: LocalDate): boolean {
  if (frequency === 'daily') return true;
  if (frequency === 'weekly') return daysOfWeek.includes(new Date(date).getUTCDay() || 7);
  const last = lastDayOf(date);
  return dayOf(date) === (dayOfMonth === null || dayOfMonth < 0 ? last : Math.min(dayOfMonth, last));
}

const dayOf = (date: LocalDate) => Number(date.slice(8));
const lastDayOf = (date: LocalDate) =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();

function noteOf(
  { frequency, dayOfMonth }: Recurrence,
  date: LocalDate,
  note: 'skipped' | 'twice' | null,
): Occurrence['note'] {
  if (note) return note === 'skipped' ? 'clocks_skip_it' : 'clocks_show_it_twice';
  const isEarlier = frequency === 'monthly' && dayOfMonth !== null && dayOfMonth > dayOf(date);
  return isEarlier ? 'month_is_shorter' : null;
}
