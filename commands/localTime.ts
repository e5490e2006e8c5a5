/** A day as a calendar shows it: "2026-11-23". */
export type LocalDate = string;

const dayMs = 24 * 60 * 60_000;

/** What clocks and calendars of a time zone show, written as if it were UTC. Only for reading and comparing. */
type WallClock = Date;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone);
  if (made) return made;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

function wallClock(instant: Date, timeZone: string): WallClock {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

const dateOf = (clock: WallClock): LocalDate => clock.toISOString().slice(0, 10);

/** The day so many days later. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  dateOf(new Date(Date.parse(date) + days * dayMs));

/** Days since Monday: 0 to 6. */
const weekday = (clock: WallClock): number => (clock.getUTCDay() + 6) % 7;

/** When a zone's clocks show a time of a day; and whether they skip it that day, or show it twice. */
export interface LocalInstant {
  at: Date;
  note: 'skipped' | 'twice' | null;
}

/**
 * The instant at which a zone's clocks show a time ("HH:MM:SS") of a day. Where they skip it, the instant they jump,
 * which is the next time that they show; where they show it twice, the first.
 */
export function instantOf(date: LocalDate, time: string, timeZone: string): LocalInstant {
  const wall = Date.parse(`${date}T${time}Z`);
  const offsets = [wall - dayMs, wall + dayMs].map((at) => offsetMs(new Date(at), timeZone));
  const candidates = [...new Set(offsets)].map((offset) => wall - offset).sort((one, other) => one - other);
  const shown = candidates.filter((at) => wallClock(new Date(at), timeZone).getTime() === wall);
  const [first, second] = shown;
  if (first !== undefined) return { at: new Date(first), note: second === undefined ? null : 'twice' };
  const [before = wall, after = wall] = candidates;
  return { at: new Date(firstWithOffsetOf(after, before, timeZone)), note: 'skipped' };
}

/** The first instant after `before` at which the zone's clocks are as far ahead as at `after`; they change once. */
function firstWithOffsetOf(after: number, before: number, timeZone: string): number {
  const offset = offsetMs(new Date(after), timeZone);
  let [low, high] = [before, after];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetMs(new Date(middle), timeZone) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/** The first instant of a day in a time zone. */
export const startOfDay = (date: LocalDate, timeZone: string): Date =>
  instantOf(date, '00:00:00', timeZone).at;

/** The day that a zone's calendar shows. */
export const dayIn = (timeZone: string, instant: Date): LocalDate => dateOf(wallClock(instant, timeZone));

/** How far a zone's clocks are ahead of UTC. Whole seconds: no zone of today has more. */
function offsetMs(instant: Date, timeZone: string): number {
  const seconds = Math.floor(instant.getTime() / 1000);
  return wallClock(new Date(seconds * 1000), timeZone).getTime() - seconds * 1000;
}

/** The ISO 8601 week of a day: "2026-W48". Its year is that of its Thursday. */
export function isoWeekOf(date: LocalDate): string {
  const thursday = new Date(Date.parse(date) + (3 - weekday(new Date(date))) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The Monday of an ISO week: the fourth of January is always in the first. */
export function mondayOf(isoWeek: string): LocalDate {
  const [year = '', week = ''] = isoWeek.split('-W');
  const fourth = `${year}-01-04`;
  return addDays(fourth, (Number(week) - 1) * 7 - weekday(new Date(fourth)));
}

/** The hour of Monday from which on the weekly report is sent. */
const reportHour = 9;
/** A report that is not out by the end of Wednesday comes too late to be one. */
const lastWeekday = 2;

/**
 * The ISO week whose report is due at this moment in a time zone: from Monday 09:00 to the end of Wednesday, as its
 * clocks show it. Null otherwise.
 */
export function dueReportWeek(now: Date, timeZone: string): string | null {
  const clock = wallClock(now, timeZone);
  const day = weekday(clock);
  const isDue = day === 0 ? clock.getUTCHours() >= reportHour : day <= lastWeekday;
  return isDue ? isoWeekOf(dateOf(clock)) : null;
}

/** An instant as a zone's clocks show it, with how far they are ahead: "2026-03-29T03:00:00+02:00". */
export function localTime(instant: Date, timeZone: string): string {
  const minutes = Math.round(offsetMs(instant, timeZone) / 60_000);
  const digits = (number: number) => String(number).padStart(2, '0');
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const clock = wallClock(instant, timeZone).toISOString().slice(0, 19);
  return `${clock}${minutes < 0 ? '-' : '+'}${digits(hours)}:${digits(rest)}`;
}
