import { useMemo } from 'react';
import { useLanguage } from './i18n.ts';
import type { Language } from './languages.ts';

type Moment = string | number | Date;
interface DateOptions {
  /** An IANA time zone; the viewer's own without it. */
  zone?: string;
}

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const moments = {
  en: ['just now', 'in a moment'],
  fr: ['à l’instant', 'dans un instant'],
} satisfies Record<Language, [past: string, future: string]>;

/** Dates and numbers as people write them in a language; instants are ISO texts, Dates or milliseconds. */
export function createFormat(language: Language) {
  const date = (options: Intl.DateTimeFormatOptions) => {
    // To make one takes far longer than to use it, and a calendar writes hundreds of times.
    const made = new Map<string | undefined, Intl.DateTimeFormat>();
    const format = (moment: Moment, { zone }: DateOptions = {}) => {
      const known = made.get(zone) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
      made.set(zone, known);
      return known.format(new Date(moment));
    };
    return format;
  };
  const number = (options?: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    return (value: number) => format.format(value);
  };
  const [day, time] = [date({ dateStyle: 'short' }), date({ timeStyle: 'short' })];
  const weekday = date({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayAndTime = (moment: Moment, options: DateOptions = {}) =>
    `${weekday(moment, options)}, ${time(moment, options)}`;
  // Intl says “now” of either, which is no answer to “when was it?”
  const [latest, soonest] = moments[language];
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' });
  return {
    /** 14 March 2026 */
    date: date({ dateStyle: 'long' }),
    /** 14 Mar */
    shortDate: date({ day: 'numeric', month: 'short' }),
    /** Saturday 14 March */
    weekday,
    /** Saturday */
    weekdayName: date({ weekday: 'long' }),
    /** Sat */
    shortWeekday: date({ weekday: 'short' }),
    /** March 2026 */
    month: date({ month: 'long', year: 'numeric' }),
    /** 10:30 */
    time,
    /** 14 Mar 2026, 10:30 */
    dateTime: date({ dateStyle: 'medium', timeStyle: 'short' }),
    /** Saturday 14 March, 10:30 */
    dayAndTime,
    /** 10:30; of another day than today Saturday 14 March, 10:30 */
    soon: (moment: Moment, options: DateOptions = {}, now: Moment = Date.now()) =>
      day(moment, options) === day(now, options) ? time(moment, options) : dayAndTime(moment, options),
    /** 12 345.6 */
    number: number(),
    /** 12 k */
    compact: number({ notation: 'compact', maximumFractionDigits: 1 }),
    /** 4.2 %, of a share such as 0.042 */
    percent: number({ style: 'percent', maximumFractionDigits: 1 }),
    money: (amount: number, currency: string) => number({ style: 'currency', currency })(amount),
    /** 1, 2 and 3 */
    list: (items: string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items),
    /** 34 seconds; 90 minutes; 3 days: in the unit of which it is two or more. */
    duration: (seconds: number) => {
      // Days, hours, minutes.
      const [unit, size] =
        steps.slice(-3).find(([, each]) => seconds >= 2 * each) ?? (['second', 1] as const);
      return number({ style: 'unit', unit, unitDisplay: 'long' })(Math.round(seconds / size));
    },
    /** 5 minutes ago; in 3 days; just now */
    relative: (moment: Moment, now = Date.now()) => {
      const seconds = (new Date(moment).getTime() - now) / 1000;
      const [unit, size] = steps.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
      if (unit === 'second') return seconds > 0 ? soonest : latest;
      return relative.format(Math.round(seconds / size), unit);
    },
  };
}

/** Dates and numbers in the person's language. */
export function useFormat(): ReturnType<typeof createFormat> {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}
