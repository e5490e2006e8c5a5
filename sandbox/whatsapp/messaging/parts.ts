import { WrongControl } from '../../social/answerControl.ts';
import type { Inbound, Inbox } from '../../social/messaging/messaging.ts';
import { keepHandle, newNumber } from '../../social/publishing/handles.ts';
import type { Store } from '../../store.ts';
import { seconds } from './values.ts';

/** A file that WhatsApp keeps. */
export interface WhatsAppMedia {
  sha256: string;
  mediaType: string;
}

/** Keeps a file under an id of its own. Returns the id. */
export function keepWhatsAppMedia(store: Store, account: string, state: WhatsAppMedia, now: number): string {
  const id = newNumber(16);
  keepHandle<WhatsAppMedia>(
    { store, platform: { name: 'whatsapp' }, now },
    { id, account, kind: 'media', state },
  );
  return id;
}

/** The message that an order must name. @throws {WrongControl} */
export function named({ messageId, type }: Inbound): string {
  if (messageId === null) throw new WrongControl(`type "${type}" needs messageId`);
  return messageId;
}

type Part = (inbound: Inbound, inbox: Inbox, store: Store) => { type: string; [part: string]: unknown };

const file =
  (type: string, more: object = {}): Part =>
  ({ attachment, text, at }, inbox, store) => {
    if (!attachment) throw new WrongControl(`type "${type}" needs a file`);
    const { sha256, mediaType } = attachment;
    const id = keepWhatsAppMedia(store, inbox.account.id, { sha256, mediaType }, at);
    const sum = Buffer.from(sha256, 'hex').toString('base64');
    const caption = text !== '' && type !== 'audio' && type !== 'sticker' ? { caption: text } : {};
    return { type, [type]: { id, mime_type: mediaType, sha256: sum, ...caption, ...more } };
  };

const answers = (inbound: Inbound, inbox: Inbox) => ({
  context: { from: inbox.number, id: inbound.messageId ?? 'wamid.unknown' },
});

/**
 * What stands in a message beside who wrote it and when, by its type.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export const messageParts: Record<string, Part> = {
  text: ({ text }) => ({ type: 'text', text: { body: text } }),
  image: file('image'),
  video: file('video'),
  audio: file('audio', { voice: true }),
  document: file('document', { filename: 'document.pdf' }),
  sticker: file('sticker', { animated: false }),
  reply: (inbound, inbox) => ({
    ...answers(inbound, inbox),
    ...{ type: 'text', text: { body: inbound.text } },
  }),
  reaction: (inbound) => ({
    type: 'reaction',
    // One that is taken back has no emoji.
    reaction: {
      message_id: named(inbound),
      ...(inbound.emoji !== '' && { emoji: inbound.emoji ?? '\u2764\ufe0f' }),
    },
  }),
  edit: (inbound) => ({
    type: 'edit',
    edit: {
      original_message_id: named(inbound),
      message: { type: 'text', text: { body: inbound.text } },
    },
  }),
  unsend: (inbound) => ({ type: 'revoke', revoke: { original_message_id: named(inbound) } }),
  button: (inbound, inbox) => ({
    ...answers(inbound, inbox),
    type: 'button',
    button: { text: inbound.text, payload: inbound.text.toUpperCase() },
  }),
  list: (inbound, inbox) => ({
    ...answers(inbound, inbox),
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: 'row-1', title: inbound.text, description: '' } },
  }),
  button_reply: (inbound, inbox) => ({
    ...answers(inbound, inbox),
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'button-1', title: inbound.text } },
  }),
  location: ({ text }) => ({
    type: 'location',
    location: {
      latitude: 45.764,
      longitude: 4.8357,
      name: text || 'Atelier',
      address: 'Place Bellecour, Lyon',
    },
  }),
  contacts: ({ text }) => ({
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: text || 'Hugo Petit', first_name: 'Hugo' },
        phones: [{ phone: '+33 6 99 88 77 66', wa_id: '33699887766', type: 'CELL' }],
      },
    ],
  }),
  order: ({ text }) => ({
    type: 'order',
    order: {
      ...{ catalog_id: '1100220033004400', text },
      product_items: [
        { product_retailer_id: 'VASE-01', quantity: 2, item_price: 39.9, currency: 'EUR' },
        { product_retailer_id: 'MUG-07', quantity: 1, item_price: 18, currency: 'EUR' },
      ],
    },
  }),
  system: ({ person, text }) => ({
    type: 'system',
    system: {
      body: `User ${person.name} changed from ${person.id} to ${text || '33699999999'}`,
      ...{ wa_id: text || '33699999999', type: 'user_changed_number' },
    },
  }),
  unsupported: () => ({
    type: 'unsupported',
    errors: [
      {
        ...{ code: 131_051, title: 'Message type unknown', message: 'Message type unknown' },
        error_data: { details: 'Message type is currently not supported.' },
      },
    ],
  }),
};

/** A message that the shop wrote on its own phone: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes */
export const echoOf = ({ text, person, at }: Inbound, inbox: Inbox, id: string): object => ({
  ...{ from: inbox.number, to: person.id, id, timestamp: seconds(at) },
  ...{ type: 'text', text: { body: text } },
});
