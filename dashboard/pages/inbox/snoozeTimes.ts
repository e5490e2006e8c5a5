import { addDays, instantIn, wallTimeIn } from '../../app/time/zones.ts';

const hourMs = 60 * 60_000;

/** Until when a conversation can be put off with one press: mornings are those of the project's zone. */
export function snoozeTimes(zone: string, now: number) {
  const today = wallTimeIn(zone, now).slice(0, 10);
  const morning = (days: number) => instantIn(zone, `${addDays(today, days)}T09:00`);
  const weekday = new Date(`${today}T00:00Z`).getUTCDay();
  return [
    { name: 'hours', at: new Date(now + 3 * hourMs) },
    { name: 'tomorrow', at: morning(1) },
    { name: 'monday', at: morning((8 - weekday) % 7 || 7) },
  ] as const;
}
