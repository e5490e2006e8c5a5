import { z } from 'zod';
import { Timezone } from './projects.ts';

const Clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'not_a_time_of_day' })
  .meta({ example: '09:00' });

const Hours = z
  .strictObject({ from: Clock, to: Clock })
  .refine(({ from, to }) => from < to, { error: 'hours_order' })
  .meta({ id: 'Hours' });

/** In the order of JavaScript's days. */
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const Day = z.array(Hours).max(4).default([]);

/** When people answer: for each day of the week, in the wall time of a zone. A day without hours is a day off. */
export const OpeningHours = z
  .strictObject({
    timezone: Timezone,
    monday: Day,
    tuesday: Day,
    wednesday: Day,
    thursday: Day,
    friday: Day,
    saturday: Day,
    sunday: Day,
  })
  .meta({ id: 'OpeningHours' });

export type OpeningHours = z.output<typeof OpeningHours>;

/** Whether somebody answers at that instant. Without hours somebody always does. */
export function isOpen(hours: OpeningHours | null, at: Date): boolean {
  if (!hours) return true;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: hours.timezone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const day = days.find((each) => each === part('weekday').toLowerCase());
  const now = `${part('hour')}:${part('minute')}`;
  return day !== undefined && hours[day].some(({ from, to }) => from <= now && now < to);
}
