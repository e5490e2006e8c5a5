/** Days since 1970-01-01: a day of the calendar, without a zone. */
export type Day = number;

/** A rule of days as its text says it; null and none: the part does not stand there. */
export interface RuleParts {
  frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  count: number;
  until: Day;
  months: number[];
  weekNumbers: number[];
  yearDays: number[];
  monthDays: number[];
  /** 1 (Monday) to 7; which of its month or year, from the end if negative; null: every one. */
  weekdays: { weekday: number; nth: number | null }[];
  positions: number[];
  /** 1 (Monday) to 7. */
  weekStart: number;
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const numberOf = (weekday: string) => weekdayNames.indexOf(weekday) + 1;

/** What the text of a rule says, which checkRule has passed. */
export function partsOf(text: string): RuleParts {
  const values = new Map(text.split(';').map((part) => part.split('=') as [string, string]));
  const listOf = (name: string) => values.get(name)?.split(',') ?? [];
  const until = values.get('UNTIL');
  return {
    frequency: values.get('FREQ') as RuleParts['frequency'],
    interval: Number(values.get('INTERVAL') ?? 1),
    count: Number(values.get('COUNT') ?? Infinity),
    until: until === undefined ? Infinity : dayOf(until.replace(/^(\d{4})(\d{2})/, '$1-$2-')),
    months: listOf('BYMONTH').map(Number),
    weekNumbers: listOf('BYWEEKNO').map(Number),
    yearDays: listOf('BYYEARDAY').map(Number),
    monthDays: listOf('BYMONTHDAY').map(Number),
    weekdays: listOf('BYDAY').map((item) => ({
      weekday: numberOf(item.slice(-2)),
      nth: item.length === 2 ? null : Number(item.slice(0, -2)),
    })),
    positions: listOf('BYSETPOS').map(Number),
    weekStart: numberOf(values.get('WKST') ?? 'MO'),
  };
}

const dayMs = 24 * 60 * 60_000;

/** The day of a date such as "2026-11-23". */
export const dayOf = (date: string): Day => Date.parse(date) / dayMs;
/** The date of a day. */
export const dateOf = (day: Day): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Where a day stands in the calendar: everything counts from 1. */
export interface CalendarDay {
  day: Day;
  year: number;
  month: number;
  dayOfMonth: number;
  daysOfMonth: number;
  dayOfYear: number;
  daysOfYear: number;
  weekday: number;
}

/** The first day of a month; 13 is the January after. */
export const firstOf = (year: number, month: number): Day => Date.UTC(year, month - 1, 1) / dayMs;
/** 1 (Monday) to 7: the first day of 1970 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Where a day stands in the calendar. */
export function calendarDay(day: Day): CalendarDay {
  const date = new Date(day * dayMs);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    day,
    year,
    month,
    dayOfMonth: date.getUTCDate(),
    daysOfMonth: month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0),
    dayOfYear: day - firstOf(year, 1) + 1,
    daysOfYear: isLeap(year) ? 366 : 365,
    weekday: weekdayOf(day),
  };
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
