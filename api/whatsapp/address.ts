/** A recipient as WhatsApp's events name them: a phone number has no + there. */
export const addressOf = (recipient: string): string => recipient.replace(/^\+/, '');
