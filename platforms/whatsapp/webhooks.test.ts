import { describe, expect, test } from '@jest/globals';
import { parse } from './parseUpdate.ts';
import { split } from './splitWebhook.ts';

const contacts = [{ profile: { name: 'Léa' }, wa_id: '33612345678', user_id: 'FR.13491208655302741918' }];
const body = (value: object, field = 'messages') =>
  Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '99', changes: [{ field, value: { metadata: { phone_number_id: '7' }, ...value } }] }],
    }),
  );
const understood = (value: object, field?: string) =>
  (split(body(value, field)) ?? []).flatMap(({ payload }): unknown[] => parse(payload) ?? ['not understood']);
const message = (type: string, content: object) => ({
  contacts,
  messages: [{ from: '33612345678', id: 'wamid.1', timestamp: '1767225600', type, ...content }],
});

describe('a message', () => {
  test.each<[string, object, object]>([
    ['text', { text: { body: 'Où ?' } }, { type: 'text', text: 'Où ?' }],
    [
      'image',
      { image: { id: '5', mime_type: 'image/jpeg', caption: 'ça' } },
      { type: 'image', text: 'ça', media: [{ id: '5', url: null, mediaType: 'image/jpeg', name: null }] },
    ],
    [
      'audio',
      { audio: { id: '6', mime_type: 'audio/ogg', voice: true } },
      { type: 'audio', data: { voice: true } },
    ],
    ['document', { document: { id: '8', filename: 'a.pdf' } }, { media: [{ id: '8', name: 'a.pdf' }] }],
    ['sticker', { sticker: { id: '9' } }, { type: 'sticker', media: [{ id: '9' }] }],
    [
      'location',
      { location: { latitude: 45.7, longitude: 4.8 } },
      { type: 'location', data: { location: { latitude: 45.7 } } },
    ],
    ['contacts', { contacts: [{ name: {} }] }, { type: 'contacts', data: { contacts: [{ name: {} }] } }],
    [
      'button',
      { button: { text: 'Oui', payload: 'yes' } },
      { type: 'button', text: 'Oui', data: { payload: 'yes' } },
    ],
    [
      'interactive',
      { interactive: { type: 'list_reply', list_reply: { id: 'b', title: 'Bleu', description: 'x' } } },
      { type: 'list', text: 'Bleu', data: { payload: 'b' } },
    ],
    [
      'interactive',
      { interactive: { type: 'button_reply', button_reply: { id: 'c', title: 'Confirmer' } } },
      { type: 'button', text: 'Confirmer' },
    ],
    [
      'order',
      { order: { text: 'merci', product_items: [{ quantity: 2 }] } },
      { type: 'order', text: 'merci', data: { order: { product_items: [{ quantity: 2 }] } } },
    ],
    [
      'system',
      { system: { body: 'changed', wa_id: '33700000000', type: 'user_changed_number' } },
      { type: 'system', aliases: ['FR.13491208655302741918', '33700000000'] },
    ],
    ['unsupported', { errors: [{ code: 131051 }] }, { type: 'unsupported' }],
    ['hologram', { hologram: {} }, { type: 'unsupported', data: { type: 'hologram' } }],
    ['text', { text: { body: 'b' }, context: { id: 'wamid.0', from: '7' } }, { replyToId: 'wamid.0' }],
    [
      'text',
      { text: { body: 'b' }, context: { forwarded: true } },
      { data: { context: { forwarded: true } } },
    ],
  ])('%s %j', (type, content, expected) => {
    expect(understood(message(type, content))).toMatchObject([
      {
        kind: 'message',
        from: 'customer',
        contactId: '33612345678',
        contactName: 'Léa',
        phoneNumber: '+33612345678',
        messageId: 'wamid.1',
        at: new Date('2026-01-01T00:00:00Z'),
        ...expected,
      },
    ]);
  });

  test.each<[string, object, object]>([
    ['reaction', { reaction: { message_id: 'wamid.0', emoji: '👍' } }, { kind: 'reaction', emoji: '👍' }],
    ['reaction', { reaction: { message_id: 'wamid.0' } }, { kind: 'reaction', emoji: null }],
    ['revoke', { revoke: { original_message_id: 'wamid.0' } }, { kind: 'unsent' }],
    [
      'edit',
      { edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'mieux' } } } },
      { kind: 'edited', text: 'mieux' },
    ],
  ])('that is about another one: %s %j', (type, content, expected) => {
    expect(understood(message(type, content))).toMatchObject([
      { messageId: 'wamid.0', contactId: '33612345678', ...expected },
    ]);
  });

  test('whose writer hides the phone number is known by the business-scoped id', () => {
    const hidden = {
      contacts: [{ profile: { name: 'Léa', username: 'lea' }, user_id: 'FR.1' }],
      messages: [{ id: 'wamid.1', timestamp: '1767225600', type: 'text', text: { body: 'b' } }],
    };
    expect(understood(hidden)).toMatchObject([
      { contactId: 'FR.1', phoneNumber: null, contactUsername: 'lea', aliases: [] },
    ]);
  });

  test('of several people in one change is each its writer’s', () => {
    const two = {
      contacts: [...contacts, { profile: { name: 'Max' }, wa_id: '33600000002' }],
      messages: [
        { from: '33600000002', id: 'wamid.1', timestamp: '1767225600', type: 'text', text: { body: 'a' } },
        { from: '33612345678', id: 'wamid.2', timestamp: '1767225600', type: 'text', text: { body: 'b' } },
      ],
    };
    expect(understood(two)).toMatchObject([{ contactName: 'Max' }, { contactName: 'Léa' }]);
  });

  test('that the shop wrote in the app is an echo to its customer', () => {
    const echo = { from: '3347', to: '33612345678', id: 'wamid.9', timestamp: '1767225600' };
    const value = { message_echoes: [{ ...echo, type: 'text', text: { body: 'oui' } }] };
    expect(understood(value, 'smb_message_echoes')).toMatchObject([
      { kind: 'message', from: 'shop', contactId: '33612345678', text: 'oui', messageId: 'wamid.9' },
    ]);
  });
});

test.each<[object, object]>([
  [{ status: 'sent' }, { kind: 'status', state: 'sent', problemCode: null, reference: null }],
  [{ status: 'sent', biz_opaque_callback_data: 'message/1' }, { reference: 'message/1' }],
  [{ status: 'delivered' }, { state: 'delivered' }],
  [{ status: 'played' }, { state: 'read' }],
  [
    { status: 'failed', errors: [{ code: 131047, title: 'x' }] },
    { state: 'failed', problemCode: '131047' },
  ],
  [{ status: 'deleted' }, { kind: 'ignored' }],
])('a status %j', (status, expected) => {
  const value = { statuses: [{ id: 'wamid.1', timestamp: '1767225600', ...status }] };
  expect(understood(value)).toMatchObject([expected]);
});

test('messages and statuses of one change are told apart, and so are a message’s statuses', () => {
  const status = (name: string) => ({ id: 'wamid.1', timestamp: '1767225600', status: name });
  const value = { ...message('text', { text: { body: 'a' } }), statuses: [status('sent'), status('read')] };
  const keys = (split(body(value)) ?? []).map(({ key }) => key);
  expect(keys).toEqual([
    'whatsapp/7/message/wamid.1',
    'whatsapp/7/status/wamid.1/sent',
    'whatsapp/7/status/wamid.1/read',
  ]);
});

test('another field of the business account is kept and of no consequence; a broken message is not understood', () => {
  expect(understood({ event: 'APPROVED' }, 'message_template_status_update')).toEqual([
    { kind: 'ignored', reason: 'field message_template_status_update' },
  ]);
  expect(understood({ messages: [{ id: 'wamid.1' }] })).toEqual(['not understood']);
  expect(understood({ messages: ['?'] })).toEqual(['not understood']);
});
