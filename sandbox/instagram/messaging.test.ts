import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../test/support/eventually.ts';
import { startMediaServer } from '../../test/support/mediaServer.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { startWebhookReceiver } from '../../test/support/webhookReceiver.ts';

const platforms = await startTestPlatforms();
const media = await startMediaServer();
const app = await startWebhookReceiver('sandbox-instagram-secret');
const { call, control, told } = platforms;
afterAll(async () => {
  await platforms.close();
  await media.close();
  await app.close();
});

const account = '17841400008460056';
const customer = '6712345678901234';
const webhook = { platform: 'instagram', callbackUrl: app.url, verifyToken: app.verifyToken };
let token = '';
beforeEach(async () => {
  await control('reset', {});
  app.received.length = 0;
  await control('webhooks', webhook);
  token = (await control('tokens', { platform: 'instagram', accountId: account })).body.access_token;
});

const graph = (path: string) => `/instagram/graph/v23.0/${path}`;
const get = (path: string) => call(graph(path), { token });
const write = async (more: object = {}): Promise<string> =>
  (await control('inbound', { platform: 'instagram', account, from: customer, ...more })).body.messageId;
const send = (message: object, recipient: object = { id: customer }, more: object = {}) =>
  call(graph(`${account}/messages`), { token, json: { recipient, message, ...more } });
const entries = () => app.received.flatMap(({ body }) => body.entry);
const events = () => entries().flatMap(({ messaging = [] }) => messaging);
const refused = (status: number, code: number, subcode: number) => ({
  status,
  body: { error: expect.objectContaining({ code, error_subcode: subcode }) },
});
/** Time goes by; a token would not live that long. */
async function wait(seconds: number): Promise<void> {
  await control('clock', { advanceSeconds: seconds });
  token = (await control('tokens', { platform: 'instagram', accountId: account })).body.access_token;
}

test.each([
  ['image', {}, { message: { attachments: [{ type: 'image', payload: { url: expect.any(String) } }] } }],
  ['document', {}, { message: { attachments: [{ type: 'file' }] } }],
  ['sticker', {}, { message: { is_unsupported: true } }],
  ['reply', { messageId: 'm1', text: 'yes' }, { message: { text: 'yes', reply_to: { mid: 'm1' } } }],
  ['story_reply', { text: 'wow' }, { message: { reply_to: { story: { url: expect.any(String) } } } }],
  ['story_mention', {}, { message: { attachments: [{ type: 'story_mention' }] } }],
  ['share', {}, { message: { attachments: [{ type: 'share' }] } }],
  ['list', { text: 'Oui' }, { message: { text: 'Oui', quick_reply: { payload: 'OUI' } } }],
  ['reaction', { messageId: 'm1', emoji: '👍' }, { reaction: { mid: 'm1', action: 'react', emoji: '👍' } }],
  ['reaction', { messageId: 'm1', emoji: '' }, { reaction: { mid: 'm1', action: 'unreact' } }],
  ['edit', { messageId: 'm1', text: 'b' }, { message_edit: { mid: 'm1', text: 'b', num_edit: 1 } }],
  ['unsend', { messageId: 'm1' }, { message: { mid: 'm1', is_deleted: true } }],
  ['read', { messageId: 'm1' }, { read: { mid: 'm1' } }],
  ['button', { text: 'Prix' }, { postback: { title: 'Prix', payload: 'PRIX' } }],
])('a customer’s %s comes as %j says', async (type, order, event) => {
  await write({ type, ...order });
  await eventually(() => expect(events()).toHaveLength(1));
  expect(events()[0]).toMatchObject({ sender: { id: customer }, recipient: { id: account }, ...event });
});

test('what the shop writes in Instagram itself comes as an echo', async () => {
  const mid = await write({ type: 'echo', text: 'from my phone' });
  await eventually(() => expect(events()).toHaveLength(1));
  expect(events()[0]).toMatchObject({
    ...{ sender: { id: account }, recipient: { id: customer } },
    message: { mid, text: 'from my phone', is_echo: true },
  });
});

test('comments and mentions come as changes, or right on the entry', async () => {
  await write({ type: 'comment', text: 'How much?', username: 'lea.m' });
  await write({ type: 'mention', shape: 'entry' });
  await eventually(() => expect(entries()).toHaveLength(2));
  expect(entries()[0]).toMatchObject({
    id: account,
    changes: [{ field: 'comments', value: { from: { id: customer, username: 'lea.m' }, text: 'How much?' } }],
  });
  expect(entries()[1]).toMatchObject({
    id: account,
    field: 'mentions',
    value: { comment_id: expect.any(String) },
  });
});

test('a comment is answered in private, once, and in public', async () => {
  const comment = await write({ type: 'comment', text: 'How much?', username: 'lea.m' });
  const { body } = await send({ text: '39 euros' }, { comment_id: comment });
  expect(body).toEqual({ recipient_id: customer, message_id: expect.any(String) });
  expect(await send({ text: 'again' }, { comment_id: comment })).toMatchObject(refused(400, 10900, 2534023));
  const reply = await call(graph(`${comment}/replies`), { token, form: { message: 'We wrote to you' } });
  expect(reply.status).toBe(200);
});

test('a message that is sent comes back as an echo, and is seen', async () => {
  await write({ text: 'hello' });
  await control('messaging', { platform: 'instagram', sentMs: 10, readMs: 20 });
  const { status, body } = await send({ text: 'Good morning ☀' });
  expect([status, body]).toEqual([200, { recipient_id: customer, message_id: expect.any(String) }]);
  await eventually(() => expect(events()).toHaveLength(3));
  expect(events()[1]).toMatchObject({
    sender: { id: account },
    message: { mid: body.message_id, text: 'Good morning ☀', is_echo: true },
  });
  expect(events()[2]).toMatchObject({ sender: { id: customer }, read: { mid: body.message_id } });
  expect(await told('messages?platform=instagram')).toMatchObject([
    { account, recipient: customer, text: 'Good morning ☀', messageId: body.message_id, delivered: true },
  ]);
});

test('a text has at most 1,000 bytes', async () => {
  await write({ text: 'hello' });
  expect((await send({ text: 'é'.repeat(500) })).status).toBe(200);
  const { status, body } = await send({ text: 'é'.repeat(501) });
  expect([status, body.error.code]).toEqual([400, 100]);
});

test('who blocked the shop gets nothing, which is said with the code of a lack of permission', async () => {
  await write({ text: 'hello', from: '9981234567890123' });
  expect(await send({ text: 'hi' }, { id: '9981234567890123' })).toMatchObject(refused(403, 200, 1545041));
});

test('only who wrote in the last 24 hours is written to; by a person, in the last seven days', async () => {
  expect(await send({ text: 'hi' })).toMatchObject(refused(400, 100, 2534014));
  await write({ text: 'hello' });
  await wait(86_401);
  expect(await send({ text: 'too late' })).toMatchObject(refused(403, 10, 2534022));
  const byPerson = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  expect((await send({ text: 'a person' }, { id: customer }, byPerson)).status).toBe(200);
  await wait(7 * 86_400);
  expect(await send({ text: 'too late' }, { id: customer }, byPerson)).toMatchObject(
    refused(403, 10, 2534022),
  );
});

test('an attachment is fetched, or refused', async () => {
  await write({ text: 'hello' });
  const attachment = (name: string) => ({ attachment: { type: 'image', payload: { url: media.at(name) } } });
  expect((await send(attachment('400x400.jpg'))).status).toBe(200);
  expect(await send(attachment('nothing'))).toMatchObject(refused(400, 100, 2018047));
});

test('conversations and their messages can be read back, and who wrote', async () => {
  const first = await write({ text: 'hello', name: 'Léa', username: 'lea.m' });
  const { body: sent } = await send({ text: 'Good morning' });
  const unsent = await write({ text: 'oops' });
  await write({ type: 'unsend', messageId: unsent });
  const fields = 'participants,updated_time,messages{id,created_time,from,to,message}';
  const { data } = (await get(`me/conversations?platform=instagram&fields=${fields}`)).body;
  expect(data).toHaveLength(1);
  expect(data[0].participants.data).toContainEqual({ username: 'lea.m', id: customer });
  expect(data[0].messages.data).toMatchObject([
    { id: sent.message_id, message: 'Good morning', from: { id: account }, to: { data: [{ id: customer }] } },
    { id: first, message: 'hello', from: { username: 'lea.m', id: customer } },
  ]);
  expect((await get(`${data[0].id}?fields=messages`)).body.messages.data).toHaveLength(2);
  expect((await get(`${first}?fields=message`)).body).toEqual({ id: first, message: 'hello' });
  expect((await get(`${customer}?fields=name,username`)).body).toEqual({
    ...{ id: customer, name: 'Léa', username: 'lea.m' },
  });
  expect((await get(`me/conversations?user_id=nobody`)).body).toEqual({ data: [] });
});

test('conversations come in pages, and a picture has its address', async () => {
  await write({ type: 'image', at: '2026-01-01T10:00:00Z' });
  await write({ text: 'later', from: '800', at: '2026-01-01T11:00:00Z' });
  const path = 'me/conversations?limit=1&fields=messages{message,attachments}';
  const { data, paging } = (await get(path)).body;
  expect(data[0].messages.data).toMatchObject([{ message: 'later' }]);
  const [older] = (await get(`${path}&after=${paging.cursors.after}`)).body.data;
  const [{ message, attachments }] = older.messages.data;
  expect([message, attachments.data.length]).toEqual(['', 1]);
  expect((await fetch(attachments.data[0].image_data.url)).headers.get('content-type')).toBe('image/png');
});

test('the limit of messages is not that of other calls', async () => {
  await write({ text: 'hello' });
  const statuses = [];
  for (let sent = 0; sent < 201; sent += 1) statuses.push((await send({ text: `message ${sent}` })).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
});
