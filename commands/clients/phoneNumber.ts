import { parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * A phone number that was written with its country code, as E.164 (`+33612345678`); null for anything else. Its length
 * is checked, not whether its range is in use: new ranges come before the library hears of them.
 */
export function toE164(written: string): string | null {
  const parsed = parsePhoneNumberFromString(written, { extract: false });
  return parsed?.isPossible() && !parsed.ext ? parsed.number : null;
}

/**
 * The phone number of a WhatsApp id: `33612345678@s.whatsapp.net`, or the number alone, with or without its `+`; null
 * for groups and for ids that hold no number. WhatsApp still writes Mexican numbers with the 1 after 52 that was
 * abolished in 2019.
 */
export function phoneNumberOfWhatsApp(id: string): string | null {
  const number = id.trim().replace(/(:\d+)?@s\.whatsapp\.net$/, '');
  return toE164(number.replace(/^\+?/, '+').replace(/^\+521(?=\d{10}$)/, '+52'));
}

/** A phone number as the shop's clients have it, where it is one that can be; else as the platform told it. */
export const clientNumberOf = (told: string): string => phoneNumberOfWhatsApp(told) ?? told;
