import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import { Rejected, unreadable } from '../errors.ts';
import { readGraph } from '../graphNodes.ts';
import type { Messaging, OutboundMessage } from '../messaging.ts';
import type { AccountCall } from '../credentials.ts';

const Sent = z.object({
  contacts: z.array(z.object({ wa_id: z.string().nullish(), user_id: z.string().nullish() })).nullish(),
  messages: z.array(z.object({ id: z.string() })).min(1),
});

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 * Outside of the 24 hours everything but a template is Rejected as 131047. What we call a message comes back as
 * `biz_opaque_callback_data` of its statuses.
 */
export const send: Messaging['send'] = async ({ http, accessToken, externalId }, to, message, reference) => {
  const answer = await http.send({
    method: 'POST',
    host: 'graph',
    path: `/{version}/${externalId}/messages`,
    bearer: accessToken,
    json: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      biz_opaque_callback_data: reference,
      ...addressOf(to),
      ...contentOf(message),
    },
  });
  const { contacts, messages } = readAnswer(Sent, answer, 'WhatsApp answered no message');
  const [contact] = contacts ?? [];
  return { id: messages[0]?.id ?? '', contactId: contact?.wa_id ?? contact?.user_id ?? null };
};

/** A business-scoped user id (`FR.1349120865530274`) is no phone number, and has a place of its own. */
const addressOf = (to: string) => (/^[A-Z]{2}\./.test(to) ? { recipient: to } : { to });

function contentOf(message: OutboundMessage): Record<string, unknown> {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: { body: message.text, preview_url: false } };
    case 'template': {
      const { name, language, components } = message;
      return { type: 'template', template: { name, language: { code: language }, components } };
    }
    case 'media': {
      const { mediaType: type, url: link, caption, name } = message;
      if (type === 'audio' && caption)
        throw new Rejected('WhatsApp shows no text beside a sound', 'no_caption');
      // https://developers.facebook.com/docs/whatsapp/cloud-api/messages/document-messages
      const filename = type === 'document' && name ? { filename: name } : {};
      return { type, [type]: { link, ...(caption && { caption }), ...filename } };
    }
  }
}

const MediaNode = z.object({ url: z.url(), mime_type: z.string().nullish() });

/** The address lives five minutes: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export const media: Messaging['media'] = async (call, id) => {
  const query = { phone_number_id: call.externalId, access_token: call.accessToken };
  const answer = await call.http.send({ host: 'graph', path: `/{version}/${id}`, query });
  const { url, mime_type: mediaType = null } = readAnswer(MediaNode, answer, 'WhatsApp answered no media');
  return { url, mediaType, bearer: true };
};

const Subscriptions = z.object({
  data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: z.string() }).nullish() })),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-account/subscribed-apps-api */
export async function ensureSubscribed(
  call: AccountCall,
  clientId: string,
): Promise<'subscribed' | 'renewed'> {
  const path = `${await businessAccountOf(call)}/subscribed_apps`;
  const { data } = await readGraph(call, path, {
    shape: Subscriptions,
    fields: 'whatsapp_business_api_data',
  });
  if (data.some(({ whatsapp_business_api_data: app }) => app?.id === clientId)) return 'subscribed';
  await call.http.send({
    method: 'POST',
    host: 'graph',
    path: `/{version}/${path}`,
    bearer: call.accessToken,
    form: {},
  });
  return 'renewed';
}

const HealthStatus = z.object({
  health_status: z.object({ entities: z.array(z.object({ entity_type: z.string(), id: z.string() })) }),
});

/**
 * The business account of the phone number, which its health names:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status
 */
async function businessAccountOf(call: AccountCall): Promise<string> {
  const node = await readGraph(call, call.externalId, { shape: HealthStatus, fields: 'health_status' });
  const account = node.health_status.entities.find(({ entity_type: type }) => type === 'WABA');
  if (!account) throw unreadable('WhatsApp named no business account');
  return account.id;
}
