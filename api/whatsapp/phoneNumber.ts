/** A phone number as WhatsApp displays it (`+33 1 23 45 67 89`), in international form: `+33123456789`. */
export const phoneNumberOf = (displayed: string): string => `+${displayed.replace(/\D/g, '')}`;
