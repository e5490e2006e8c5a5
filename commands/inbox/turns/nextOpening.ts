import { isOpen, type OpeningHours } from '../../../contracts/openingHours.ts';
import { addDays, dayIn, instantOf } from '../../localTime.ts';

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** The first instant after `now` at which the shop opens, while it is closed; null where it never does. */
export function nextOpening(hours: OpeningHours, now: Date): Date | null {
  const today = dayIn(hours.timezone, now);
  for (let later = 0; later <= days.length; later += 1) {
    const date = addDays(today, later);
    const day = days[new Date(date).getUTCDay()] ?? 'sunday';
    const openings = hours[day]
      .map(({ from }) => instantOf(date, `${from}:00`, hours.timezone).at)
      .filter((at) => at > now && isOpen(hours, at))
      .sort((one, other) => one.getTime() - other.getTime());
    if (openings[0]) return openings[0];
  }
  return null;
}
