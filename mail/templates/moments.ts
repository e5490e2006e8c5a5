import type { Locale } from './layout.ts';

/** A moment for people: with the hour, for something may end within it, and the zone, for the reader may be in another. */
export const momentIn = (timeZone: string, instant: Date, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(instant);
