import { replyWindowHours } from '../../contracts/replyWindow.ts';
import { countUtf16 } from '../textCount.ts';
import { verifyGraph } from '../graphWebhooks.ts';
import type { Messaging } from '../messaging.ts';
import { businessProfile } from './businessProfile.ts';
import { ensureSubscribed, media, send } from './messagesApi.ts';
import { parse } from './parseUpdate.ts';
import { split } from './splitWebhook.ts';

const megabyte = 1_000_000;

/** Messages of the Cloud API: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
export const messages: Messaging = {
  webhooks: { verify: verifyGraph, split, parse },
  windowHours: replyWindowHours,
  text: { maximum: 4096, count: countUtf16 },
  captionMaximum: 1024,
  // https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
  files: [
    { kind: 'image', mediaTypes: ['image/jpeg', 'image/png'], maximumBytes: 5 * megabyte },
    { kind: 'video', mediaTypes: ['video/mp4'], maximumBytes: 16 * megabyte },
    {
      kind: 'audio',
      mediaTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
      maximumBytes: 16 * megabyte,
    },
    { kind: 'document', mediaTypes: ['application/pdf'], maximumBytes: 100 * megabyte },
  ],
  templates: true,
  send,
  // https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
  refusals: { '131047': 'reply_window_over', '131026': 'recipient_unknown' },
  businessProfile,
  media,
  ensureSubscribed,
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput, and error 131056.
  rate: { perSecond: 80, secondsPerRecipient: 6 },
};
