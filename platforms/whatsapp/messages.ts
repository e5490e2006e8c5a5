import { countUtf16 } from '../textCount.ts';
import { verifyGraph } from '../graphWebhooks.ts';
import type { Messaging } from '../messaging.ts';
import { ensureSubscribed, media, send } from './messagesApi.ts';
import { parse } from './parseUpdate.ts';
import { split } from './splitWebhook.ts';

/** Messages of the Cloud API: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
export const messages: Messaging = {
  webhooks: { verify: verifyGraph, split, parse },
  windowHours: 24,
  text: { maximum: 4096, count: countUtf16 },
  send,
  media,
  ensureSubscribed,
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput, and error 131056.
  rate: { perSecond: 80, secondsPerRecipient: 6 },
};
