import { addDays } from '../../app/time/zones.ts';
import type { CalendarView } from './search.ts';

/** A range of days such as `2026-03-14`; `until` is the first one after it. */
export interface Days {
  from: string;
  until: string;
}

/** The Monday of a day's week: weeks begin as the statistics' do. */
const mondayOf = (date: string): string => addDays(date, -((new Date(date).getUTCDay() + 6) % 7));

const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

/** So many months later, on the first. */
function addMonths(date: string, months: number): string {
  const first = new Date(firstOfMonth(date));
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
}

/** So many months a list goes through: what is next is in sight at a month's end, too. A plan's times are told that far. */
const listedMonths = 3;

/** The days that a view shows around `date`: of a month whole weeks, of a list its month and those after it. */
export function daysShown(view: CalendarView, date: string): Days {
  if (view === 'day') return { from: date, until: addDays(date, 1) };
  if (view === 'week') return { from: mondayOf(date), until: addDays(mondayOf(date), 7) };
  const [first, next] = [firstOfMonth(date), addMonths(date, 1)];
  if (view === 'list') return { from: first, until: addMonths(date, listedMonths) };
  return { from: mondayOf(first), until: addDays(mondayOf(addDays(next, -1)), 7) };
}

/** The day to show when one goes a step on or back. */
export function stepFrom(view: CalendarView, date: string, steps: 1 | -1): string {
  if (view === 'day') return addDays(date, steps);
  return view === 'week' ? addDays(date, 7 * steps) : addMonths(date, steps);
}

/**
 * The hour at which a view of hours begins: at seven, before which few plan; where the first entry would be out of
 * sight then, above or below, with that.
 */
export function hourToBegin(entries: string[]): string {
  const [first] = entries.toSorted();
  return first !== undefined && (first < '07' || first > '17') ? first : '07';
}

/** Each day of a range. */
export function eachDay({ from, until }: Days): string[] {
  const days: string[] = [];
  for (let day = from; day < until; day = addDays(day, 1)) days.push(day);
  return days;
}

/** An instant at noon UTC of a day, to be written by Intl in UTC. */
export const noonOf = (date: string): string => `${date}T12:00:00Z`;
