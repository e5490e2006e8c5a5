import type { Locale } from '../locale.ts';
import { say, type MessageCode } from '../messages/index.ts';

/**
 * What our codes and those of platforms mean to whoever wrote the message:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes and
 * https://developers.facebook.com/docs/messenger-platform/error-codes
 */
const texts: Record<string, MessageCode> = {
  reply_window_over: 'sending_window_over',
  needs_reauth: 'sending_needs_reauth',
  permission_missing: 'sending_permission_missing',
  rate_limited: 'sending_rate_limited',
  not_reached: 'sending_not_reached',
  not_confirmed: 'sending_not_confirmed',
  no_answer: 'sending_no_answer',
  given_token_refused: 'publishing_given_token_refused',
  '131047': 'sending_window_over',
  '10/2534022': 'sending_window_over',
  '10/2018278': 'sending_window_over',
  recipient_unavailable: 'sending_not_available',
  '131026': 'sending_undeliverable',
  '100/2534014': 'sending_undeliverable',
  '131049': 'sending_not_chosen',
  '131051': 'sending_media_refused',
  '131052': 'sending_media_refused',
  '131053': 'sending_media_refused',
  '132000': 'sending_template_refused',
  '132001': 'sending_template_refused',
  '132012': 'sending_template_refused',
};

/** Why a message failed, and what can be done about it; null where nothing is wrong. */
export const problemOf = (code: string | null, locale: Locale): string | null =>
  code === null ? null : say(locale, texts[code] ?? 'sending_refused', { code });
