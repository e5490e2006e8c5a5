import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../test/support/eventually.ts';
import { startMediaServer } from '../../test/support/mediaServer.ts';
import { startTestPlatforms } from '../../test/support/testPlatforms.ts';
import { startWebhookReceiver } from '../../test/support/webhookReceiver.ts';

const platforms = await startTestPlatforms();
const media = await startMediaServer();
const app = await startWebhookReceiver('sandbox-whatsapp-secret');
const { call, control, told, at } = platforms;
afterAll(async () => {
  await platforms.close();
  await media.close();
  await app.close();
});

const account = '102290129340398';
const customer = '33612345678';
const webhook = { platform: 'whatsapp', callbackUrl: app.url, verifyToken: app.verifyToken };
let token = '';
let number = '';
beforeEach(async () => {
  await control('reset', {});
  app.received.length = 0;
  await control('webhooks', webhook);
  token = (await control('tokens', { platform: 'whatsapp', accountId: account })).body.access_token;
  const numbers = await call(`/whatsapp/graph/v23.0/${account}/phone_numbers`, { token });
  number = numbers.body.data[0].id;
});

const graph = (path: string) => `/whatsapp/graph/v23.0/${path}`;
const write = async (more: object = {}): Promise<string> =>
  (await control('inbound', { platform: 'whatsapp', account, from: `+${customer}`, ...more })).body.messageId;
const send = (more: object, signal?: AbortSignal) =>
  call(graph(`${number}/messages`), {
    token,
    json: { messaging_product: 'whatsapp', to: customer, ...more },
    ...(signal && { signal }),
  });
const sendText = (body: string, more: object = {}) => send({ type: 'text', text: { body }, ...more });
const values = () =>
  app.received.flatMap(({ body }) =>
    body.entry.flatMap(({ changes }: { changes: { value: object }[] }) => changes.map(({ value }) => value)),
  );
const messages = () => values().flatMap((value) => value.messages ?? []);
const statuses = () => values().flatMap((value) => value.statuses ?? []);
const refused = (code: number) => ({
  status: 400,
  body: { error: expect.objectContaining({ code, error_data: expect.anything() }) },
});
const wait = (seconds: number) => control('clock', { advanceSeconds: seconds });

test('a message says to which number it came, who wrote it, and when', async () => {
  const id = await write({ text: 'Bonjour', name: 'Léa', at: '2026-11-20T10:00:00Z' });
  await eventually(() => expect(values()).toHaveLength(1));
  expect(app.received[0]).toMatchObject({ signed: true, body: { object: 'whatsapp_business_account' } });
  expect(values()[0]).toEqual({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '33478910012', phone_number_id: number },
    contacts: [{ profile: { name: 'Léa' }, wa_id: customer, user_id: expect.stringMatching(/^FR\.\d+$/) }],
    messages: [
      {
        ...{ from: customer, from_user_id: expect.stringMatching(/^FR\./), id },
        ...{ timestamp: '1795168800', type: 'text', text: { body: 'Bonjour' } },
      },
    ],
  });
});

test.each([
  ['reply', 'text', { text: 'yes', messageId: 'wamid.x' }, { context: { id: 'wamid.x' } }],
  ['reaction', 'reaction', { messageId: 'wamid.x', emoji: '👍' }, { reaction: { message_id: 'wamid.x' } }],
  ['reaction', 'reaction', { messageId: 'wamid.x', emoji: '' }, { reaction: { message_id: 'wamid.x' } }],
  ['edit', 'edit', { messageId: 'wamid.x', text: 'b' }, { edit: { original_message_id: 'wamid.x' } }],
  ['unsend', 'revoke', { messageId: 'wamid.x' }, { revoke: { original_message_id: 'wamid.x' } }],
  ['button', 'button', { text: 'Oui' }, { button: { text: 'Oui', payload: 'OUI' } }],
  ['list', 'interactive', { text: 'Vase' }, { interactive: { list_reply: { title: 'Vase' } } }],
  ['button_reply', 'interactive', { text: 'Oui' }, { interactive: { button_reply: { title: 'Oui' } } }],
  ['location', 'location', {}, { location: { latitude: 45.764 } }],
  ['contacts', 'contacts', {}, { contacts: [{ name: { formatted_name: 'Hugo Petit' } }] }],
  ['order', 'order', {}, { order: { product_items: [{ quantity: 2 }, { quantity: 1 }] } }],
  ['system', 'system', {}, { system: { type: 'user_changed_number' } }],
  ['unsupported', 'unsupported', {}, { errors: [{ code: 131051 }] }],
])('a customer’s %s comes as a message of type %s', async (type, shown, order, part) => {
  const id = await write({ type, ...order });
  await eventually(() => expect(messages()).toHaveLength(1));
  expect(messages()[0]).toMatchObject({ id, type: shown, ...part });
});

test.each(['image', 'video', 'audio', 'document', 'sticker'])(
  'the file of an %s is had by its id with the token, for five minutes',
  async (type) => {
    await write({ type, text: 'look' });
    await eventually(() => expect(messages()).toHaveLength(1));
    const { id, mime_type: mediaType } = messages()[0][type];
    const { body } = await call(graph(id), { token });
    expect(body).toMatchObject({ id, mime_type: mediaType, messaging_product: 'whatsapp' });
    const address = body.url as string;
    const get = () => fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const file = await get();
    expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, body.file_size]);
    expect((await fetch(address)).status).toBe(400);
    await wait(301);
    expect((await get()).status).toBe(400);
  },
);

test('somebody who hides their number is known by an id alone, and is answered by it', async () => {
  await write({ text: 'hi', hidesNumber: true, username: 'lea.m' });
  await eventually(() => expect(messages()).toHaveLength(1));
  const [{ from, from_user_id: userId }] = messages();
  expect(from).toBeUndefined();
  expect(values()[0].contacts).toEqual([
    { profile: { name: 'Léa Martin', username: 'lea.m' }, user_id: userId },
  ]);
  const { body } = await sendText('hello', { to: undefined, recipient: userId });
  expect(body.contacts).toEqual([{ input: userId, user_id: userId }]);
});

test('what the shop writes on its own phone comes as an echo', async () => {
  const id = await write({ type: 'echo', text: 'from my phone' });
  await eventually(() => expect(values()).toHaveLength(1));
  expect(values()[0].message_echoes).toMatchObject([{ id, to: customer, text: { body: 'from my phone' } }]);
});

test('a message that is sent is told to be sent, delivered and read, and stands once in the ledger', async () => {
  await write({ text: 'hello?' });
  await control('messaging', { platform: 'whatsapp', sentMs: 0, deliveredMs: 20, readMs: 40 });
  const { status, body } = await sendText('Good morning');
  expect([status, body]).toEqual([
    200,
    {
      messaging_product: 'whatsapp',
      contacts: [{ input: customer, wa_id: customer }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    },
  ]);
  const { id } = body.messages[0];
  await eventually(() => expect(statuses()).toHaveLength(3));
  expect(statuses()).toMatchObject(
    ['sent', 'delivered', 'read'].map((state) => ({ id, status: state, recipient_id: customer })),
  );
  expect(await told(`messages?platform=whatsapp&account=${number}`)).toMatchObject([
    { recipient: customer, type: 'text', text: 'Good morning', sent: true, messageId: id, status: 200 },
  ]);
  const chat = await told(`chat?platform=whatsapp&account=${number}&person=${customer}`);
  expect(chat).toMatchObject([{ direction: 'in' }, { direction: 'out', text: 'Good morning' }]);
});

test('outside the 24 hours only a template is sent', async () => {
  expect(await sendText('too early')).toMatchObject(refused(131047));
  await write({ text: 'hello' });
  await wait(86_401);
  expect(await sendText('too late')).toMatchObject(refused(131047));
  const template = { name: 'order_confirmation', language: { code: 'fr' } };
  const parameters = [
    { type: 'text', text: 'Léa' },
    { type: 'text', text: '42' },
  ];
  const order = (more: object) => send({ type: 'template', template: { ...template, ...more } });
  expect(await order({})).toMatchObject(refused(132000));
  expect(await order({ language: { code: 'de' } })).toMatchObject(refused(132001));
  expect((await order({ components: [{ type: 'body', parameters }] })).status).toBe(200);
});

test('one message in six seconds goes to a person, and eighty a second from a number', async () => {
  await write({ text: 'hello' });
  expect((await sendText('one')).status).toBe(200);
  expect(await sendText('two')).toMatchObject(refused(131056));
  await wait(6);
  expect((await sendText('two')).status).toBe(200);
  await wait(6);
  const template = { name: 'hello_world', language: { code: 'en' } };
  let written = 10_000;
  // A busy machine does not send eighty in each of its seconds.
  await eventually(async () => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => send({ to: `336000${written++}`, type: 'template', template })),
    );
    const codes = answers.map(({ status, body }) => (status === 200 ? 200 : body.error.code));
    expect(new Set(codes)).toEqual(new Set([200, 130429]));
  });
  await eventually(async () => expect((await told('deliveries')).waiting).toBe(0));
});

test('a number that nobody has is refused at once, or told of after the message was taken', async () => {
  const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en' } } };
  expect(await send({ to: '999123456', ...template })).toMatchObject(refused(131026));
  const { body } = await send({ to: '+998 12 34 56', ...template });
  expect(body.contacts).toEqual([{ input: '+998 12 34 56', wa_id: '998123456' }]);
  const failed = {
    id: body.messages[0].id,
    status: 'failed',
    errors: [expect.objectContaining({ code: 131026 })],
  };
  await eventually(() => expect(statuses()).toContainEqual(expect.objectContaining(failed)));
});

test('pictures are sent by a link, or by the id that they were uploaded under', async () => {
  await write({ text: 'hello' });
  const image = { link: media.at('400x400.jpg'), caption: 'a vase' };
  expect((await send({ type: 'image', image })).status).toBe(200);
  await wait(7);
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob([Buffer.from('%PDF-1.4')], { type: 'application/pdf' }), 'a.pdf');
  form.set('type', 'application/pdf');
  const upload = await fetch(at(graph(`${number}/media`)), {
    ...{ method: 'POST', body: form },
    headers: { authorization: `Bearer ${token}` },
  });
  const { id } = (await upload.json()) as { id: string };
  expect((await send({ type: 'document', document: { id } })).status).toBe(200);
  await wait(7);
  expect(await send({ type: 'document', document: { id: '12' } })).toMatchObject(refused(131009));
  await send({ type: 'image', image: { link: media.at('nothing') } });
  await eventually(() => expect(statuses().map(({ status }) => status)).toContain('failed'));
});

test.each([
  ['text', {}, 131008],
  ['text', { text: { body: '' } }, 131009],
  ['hologram', {}, 131051],
  ['image', { image: {} }, 131009],
])('a message of type %s with %j is refused', async (type, more, code) => {
  await write({ text: 'hello' });
  expect(await send({ type, ...more })).toMatchObject(refused(code));
});

test('a text has at most 4,096 characters', async () => {
  await write({ text: 'hello' });
  expect(await sendText('x'.repeat(4097))).toMatchObject(refused(131009));
  expect((await sendText('x'.repeat(4096))).status).toBe(200);
});

test('an answer that is lost leaves one message, which its statuses tell of', async () => {
  await write({ text: 'hello' });
  const fault = { standIn: 'whatsapp', operation: 'message', match: 'lost answer' };
  await control('faults', { ...fault, fault: 'drop_after_work' });
  await expect(sendText('lost answer')).rejects.toThrow();
  await eventually(() => expect(statuses()[0]).toMatchObject({ status: 'sent' }));
  expect(await told('messages')).toMatchObject([{ sent: true, status: null, delivered: false }]);
  await wait(7);
  await control('faults', { ...fault, fault: 'drop_before_work' });
  await expect(sendText('lost answer')).rejects.toThrow();
  expect((await told('messages'))[1]).toMatchObject({ sent: false, delivered: false });
});

test('statuses may come before the answer', async () => {
  await write({ text: 'hello' });
  await eventually(() => expect(values()).toHaveLength(1));
  await control('faults', { standIn: 'whatsapp', fault: 'report_before_answer', operation: 'message' });
  const { body } = await sendText('quick');
  // One of the test before may still be on its way.
  const mine = statuses().filter(({ id }) => id === body.messages[0].id);
  expect(mine.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
});

test('a number has a business profile, and messages of customers are marked as read', async () => {
  const profile = await call(graph(`${number}/whatsapp_business_profile?fields=about,address,email`), {
    token,
  });
  expect(profile.body.data).toMatchObject([{ about: 'Ceramics from Lyon.', messaging_product: 'whatsapp' }]);
  const id = await write({ text: 'hello' });
  expect((await send({ status: 'read', message_id: id })).body).toEqual({ success: true });
  expect(await send({ status: 'read', message_id: 'wamid.none' })).toMatchObject(refused(131009));
  expect(await told('messages')).toEqual([]);
});

test('a number names its business account by its health', async () => {
  const { body } = await call(graph(`${number}?fields=health_status`), { token });
  const waba = { entity_type: 'WABA', id: account, can_send_message: 'AVAILABLE' };
  expect(body.health_status.entities).toContainEqual(waba);
});

test('an app subscribes to a business account', async () => {
  const path = graph(`${account}/subscribed_apps`);
  expect((await call(path, { token, method: 'DELETE' })).body).toEqual({ success: true });
  expect((await call(path, { token })).body).toEqual({ data: [] });
  expect((await call(path, { token, form: {} })).body).toEqual({ success: true });
  expect((await call(path, { token })).body.data).toMatchObject([
    { whatsapp_business_api_data: { id: 'sandbox-whatsapp' } },
  ]);
});
