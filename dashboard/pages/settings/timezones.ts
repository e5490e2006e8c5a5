/** The zones to choose from, with one that may not be among them. */
export const timezones = (also: string): string[] =>
  [...new Set([also, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();

/** The zone of whoever looks. */
export const ownTimezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
