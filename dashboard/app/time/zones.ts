/** A moment as the clocks of some zone show it: `2026-03-14T10:30`. */
export type WallTime = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** The zone of whoever looks, IANA. */
export const viewerZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the clocks of `zone` show at an instant. @throws {RangeError} where there is no such instant */
export function wallTimeIn(zone: string, instant: string | number | Date): WallTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(new Date(instant))) parts[type] = value;
  return `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** How far `zone` is ahead of UTC at an instant, in ms. */
const offsetAt = (zone: string, instant: number): number =>
  Date.parse(`${wallTimeIn(zone, instant)}Z`) - Math.floor(instant / 60_000) * 60_000;

/**
 * When the clocks of `zone` show this time. Where they show it twice, the first; where they skip it, as much later as
 * they skip.
 * @throws {RangeError} where it is no time
 */
export function instantIn(zone: string, wall: WallTime): Date {
  const naive = Date.parse(`${wall.slice(0, 16)}Z`);
  const [before, after] = [naive - offsetAt(zone, naive - day), naive - offsetAt(zone, naive + day)];
  const found = [before, after].find((instant) => wallTimeIn(zone, instant) === wall.slice(0, 16));
  return new Date(found ?? before);
}

const day = 24 * 60 * 60_000;

/** So many days later, of a date such as `2026-03-14`. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

/** Whether two zones show the same time at an instant. */
export const sameClocks = (one: string, other: string, instant: string | number | Date): boolean =>
  wallTimeIn(one, instant) === wallTimeIn(other, instant);
