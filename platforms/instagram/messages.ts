import { z } from 'zod';
import { replyWindowHours } from '../../contracts/replyWindow.ts';
import { readAnswer } from '../answers.ts';
import { Rejected } from '../errors.ts';
import { readGraph } from '../graphNodes.ts';
import { verifyGraph } from '../graphWebhooks.ts';
import type { Messaging, OutboundMessage } from '../messaging.ts';
import { countBytes } from '../textCount.ts';
import { history } from './history.ts';
import { parse } from './parseUpdate.ts';
import { split } from './splitWebhook.ts';

const megabyte = 1_000_000;

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
export const messages: Messaging = {
  webhooks: { verify: verifyGraph, split, parse },
  windowHours: replyWindowHours,
  text: { maximum: 1000, count: countBytes },
  captionMaximum: 0,
  // https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/attachment-upload
  files: [
    { kind: 'image', mediaTypes: ['image/jpeg', 'image/png'], maximumBytes: 8 * megabyte },
    { kind: 'video', mediaTypes: ['video/mp4'], maximumBytes: 25 * megabyte },
    { kind: 'audio', mediaTypes: ['audio/aac', 'audio/mp4'], maximumBytes: 25 * megabyte },
    { kind: 'document', mediaTypes: ['application/pdf'], maximumBytes: 25 * megabyte },
  ],
  templates: false,

  async send({ http, accessToken, externalId }, to, message) {
    const answer = await http.send({
      method: 'POST',
      host: 'graph',
      path: `/{version}/${externalId}/messages`,
      bearer: accessToken,
      json: { recipient: { id: to }, message: contentOf(message) },
    });
    const sent = readAnswer(Sent, answer, 'Instagram answered no message');
    return { id: sent.message_id, contactId: sent.recipient_id ?? null };
  },

  // https://developers.facebook.com/docs/messenger-platform/error-codes
  refusals: {
    '10/2534022': 'reply_window_over',
    '10/2018278': 'reply_window_over',
    '100/2534014': 'recipient_unknown',
  },

  async customer(call, contactId) {
    const { name = null, username = null } = await readGraph(call, contactId, {
      shape: Customer,
      fields: 'name,username',
    });
    return { name, username };
  },

  history,

  async ensureSubscribed(call) {
    const path = `${call.externalId}/subscribed_apps`;
    const { data } = await readGraph(call, path, { shape: Subscriptions, fields: 'subscribed_fields' });
    const isSubscribed = data.some(({ subscribed_fields: given }) => given?.includes('messages'));
    if (isSubscribed) return 'subscribed';
    await call.http.send({
      method: 'POST',
      host: 'graph',
      path: `/{version}/${path}`,
      query: { subscribed_fields: fields.join(',') },
      bearer: call.accessToken,
      form: {},
    });
    return 'renewed';
  },

  // https://developers.facebook.com/docs/graph-api/overview/rate-limiting: 100 calls a second and account.
  rate: { perSecond: 100, secondsPerRecipient: 0 },
};

/**
 * https://developers.facebook.com/docs/instagram-platform/webhooks: what an app can be told of. That one may ask for
 * all of these with Instagram login is unconfirmed.
 */
const fields = [
  'messages',
  'message_edit',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_seen',
  'comments',
  'mentions',
];

const Sent = z.object({ message_id: z.string(), recipient_id: z.string().nullish() });
const Customer = z.object({ name: z.string().nullish(), username: z.string().nullish() });
const Subscriptions = z.object({
  data: z.array(z.object({ subscribed_fields: z.array(z.string()).nullish() })),
});

/** A picture or a film goes alone: Instagram shows no text beside it. A document is a `file`. */
function contentOf(message: OutboundMessage): Record<string, unknown> {
  switch (message.type) {
    case 'text':
      return { text: message.text };
    case 'template':
      throw new Rejected('Instagram has no templates', 'no_templates');
    case 'media': {
      const { mediaType, url, caption } = message;
      if (caption) throw new Rejected('Instagram shows no text beside a file', 'no_caption');
      return { attachment: { type: mediaType === 'document' ? 'file' : mediaType, payload: { url } } };
    }
  }
}
