import { expect, test } from '@jest/globals';
import { parse } from './parseUpdate.ts';
import { split } from './splitWebhook.ts';

const at = new Date('2026-01-01T00:00:00Z');
const body = (...entry: object[]) => Buffer.from(JSON.stringify({ object: 'instagram', entry }));
const understood = (...entries: object[]) =>
  (split(body(...entries)) ?? []).flatMap(({ payload }): unknown[] => parse(payload) ?? ['not understood']);
const entry = (content: object) => ({ id: '1784', time: at.getTime() / 1000, ...content });
const people = { sender: { id: '55' }, recipient: { id: '1784' }, timestamp: at.getTime() };
const direct = (event: object) => entry({ messaging: [{ ...people, ...event }] });
const attached = (type: string, payload: object = { url: 'https://cdn.example/1' }) => ({
  message: { mid: 'm1', attachments: [{ type, payload }] },
});

test.each<[object, object]>([
  [{ message: { mid: 'm1', text: 'Où ?' } }, { type: 'text', text: 'Où ?' }],
  [attached('image'), { type: 'image', media: [{ url: 'https://cdn.example/1' }] }],
  [attached('video'), { type: 'video' }],
  [attached('audio'), { type: 'audio' }],
  [attached('file'), { type: 'document' }],
  [attached('story_mention'), { type: 'story_mention', media: [{ url: 'https://cdn.example/1' }] }],
  [attached('ig_reel'), { type: 'share', media: [], data: { shared: [{ type: 'ig_reel' }] } }],
  [attached('like_heart', {}), { type: 'sticker', text: '❤️' }],
  [attached('hologram'), { type: 'unsupported' }],
  [{ message: { mid: 'm1', is_unsupported: true } }, { type: 'unsupported' }],
  [
    { message: { mid: 'm1', text: 'joli', reply_to: { story: { id: '9', url: 'https://cdn.example/s' } } } },
    {
      type: 'story_reply',
      text: 'joli',
      data: { story: { id: '9' } },
      media: [{ url: 'https://cdn.example/s' }],
    },
  ],
  [{ message: { mid: 'm1', text: 'a', reply_to: { mid: 'm0' } } }, { replyToId: 'm0' }],
  [
    { message: { mid: 'm1', text: 'Bleu', quick_reply: { payload: 'blue' } } },
    { type: 'button', text: 'Bleu', data: { payload: 'blue' } },
  ],
  [{ postback: { mid: 'm1', title: 'Début', payload: 'go' } }, { type: 'button', text: 'Début' }],
])('a direct message %j', (event, expected) => {
  expect(understood(direct(event))).toMatchObject([
    { kind: 'message', from: 'customer', contactId: '55', messageId: 'm1', at, ...expected },
  ]);
});

test.each<[object, object]>([
  [{ message: { mid: 'm1', is_deleted: true } }, { kind: 'unsent', messageId: 'm1' }],
  [{ message_edit: { mid: 'm1', text: 'mieux', num_edit: 1 } }, { kind: 'edited', text: 'mieux' }],
  [{ reaction: { mid: 'm1', action: 'react', emoji: '❤' } }, { kind: 'reaction', emoji: '❤' }],
  [{ reaction: { mid: 'm1', action: 'unreact' } }, { kind: 'reaction', emoji: null }],
  [{ read: { mid: 'm1' } }, { kind: 'read', messageId: 'm1', until: at }],
  [{ read: { watermark: 1 } }, { kind: 'read', messageId: null, until: at }],
  [{ referral: { ref: 'ad' } }, { kind: 'ignored' }],
])('what happens to a message %j', (event, expected) => {
  expect(understood(direct(event))).toMatchObject([expected]);
});

test('an echo is the shop’s, to its customer', () => {
  const echo = {
    sender: { id: '1784' },
    recipient: { id: '55' },
    timestamp: at.getTime(),
    message: { mid: 'm1', text: 'oui', is_echo: true, app_id: 42 },
  };
  expect(understood(entry({ messaging: [echo] }))).toMatchObject([
    { from: 'shop', contactId: '55', text: 'oui', data: { appId: '42' } },
  ]);
});

const comment = { id: 'c1', text: 'prix ?', from: { id: '55', username: 'lea' }, media: { id: '8' } };
test.each([
  ['in a list', { changes: [{ field: 'comments', value: comment }] }],
  ['on the entry itself', { field: 'comments', value: comment }],
])('a comment comes %s', (_, content) => {
  expect(split(body(entry(content)))?.map(({ key }) => key)).toEqual(['instagram/1784/comments/c1']);
  expect(understood(entry(content))).toMatchObject([
    { kind: 'message', type: 'comment', contactId: '55', contactUsername: 'lea', text: 'prix ?', at },
  ]);
});

test('a direct message that comes as a change is the same message', () => {
  const value = { ...people, timestamp: String(at.getTime() / 1000), message: { mid: 'm1', text: 'a' } };
  const change = body(entry({ field: 'messages', value }));
  const [asChange, asMessaging] = [change, body(direct({ message: { mid: 'm1', text: 'a' } }))].map(split);
  expect(asChange?.[0]?.key).toBe(asMessaging?.[0]?.key);
  expect(parse(asChange?.[0]?.payload ?? '')).toEqual(parse(asMessaging?.[0]?.payload ?? ''));
});

test('our own comment is of no consequence; a mention stands for itself; other fields are ignored', () => {
  const own = { ...comment, from: { id: '1784' } };
  expect(understood(entry({ field: 'comments', value: own }))).toMatchObject([{ kind: 'ignored' }]);
  const mention = { media_id: '8', comment_id: 'c9' };
  expect(understood(entry({ field: 'mentions', value: mention }))).toMatchObject([
    { type: 'mention', messageId: 'mention:c9', data: { mediaId: '8', commentId: 'c9' } },
  ]);
  expect(understood(entry({ field: 'story_insights', value: {} }))).toMatchObject([{ kind: 'ignored' }]);
});

test('what nobody announced is not understood, and does not harm what stands beside it', () => {
  const strange = entry({
    messaging: [
      { ...people, hologram: {} },
      { ...people, message: { mid: 'm1', text: 'a' } },
    ],
  });
  expect(understood(strange, { id: '1784' }, 5 as never)).toMatchObject([
    'not understood',
    { text: 'a' },
    'not understood',
    'not understood',
  ]);
});

test('the same update has the same key, and its states have others', () => {
  const events = [
    { message: { mid: 'm1', text: 'a' } },
    { message: { mid: 'm1', is_deleted: true } },
    { message_edit: { mid: 'm1', text: 'b', num_edit: 1 } },
    { message_edit: { mid: 'm1', text: 'c', num_edit: 2 } },
    { reaction: { mid: 'm1', action: 'react', emoji: '❤' } },
    { read: { mid: 'm1' } },
  ];
  const keys = () => events.flatMap((event) => split(body(direct(event))) ?? []).map(({ key }) => key);
  expect(new Set(keys()).size).toBe(events.length);
  expect(keys()).toEqual(keys());
});
