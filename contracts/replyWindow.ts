/**
 * For so many hours after a customer's last direct message, Meta's platforms let them be written to freely:
 * https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
 */
export const replyWindowHours = 24;
