/**
 * An account that stops is told so many days before. What stops later is no trouble yet: connecting it again would gain
 * little.
 */
export const warningDays = 14;
