import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestPlatforms } from '../../../test/support/testPlatforms.ts';
import { startWebhookReceiver, type ReceivedWebhook } from '../../../test/support/webhookReceiver.ts';

/** How platforms tell of messages, tried on Instagram. */

const platforms = await startTestPlatforms();
const app = await startWebhookReceiver('sandbox-instagram-secret');
const { call, control, told } = platforms;
afterAll(async () => {
  await platforms.close();
  await app.close();
});

const account = '17841400008460056';
const appToken = 'sandbox-instagram|sandbox-instagram-secret';
const webhook = { platform: 'instagram', callbackUrl: app.url, verifyToken: app.verifyToken };
const write = async (text: string, more: object = {}): Promise<string> =>
  (await control('inbound', { platform: 'instagram', account, from: '700', text, ...more })).body.messageId;
const knobs = (more: object) => control('messaging', { platform: 'instagram', ...more });
const events = (received: ReceivedWebhook[] = app.received) =>
  received.flatMap(({ body }) =>
    body.entry.flatMap((entry: { messaging?: object[] }) => entry.messaging ?? []),
  );
const texts = () => events().map(({ message }) => message.text);
const waiting = async () => (await told('deliveries')).waiting;
const allTaken = () => eventually(async () => expect(await waiting()).toBe(0));

beforeEach(async () => {
  await control('reset', {});
  app.received.length = 0;
  app.answerWith(200);
});

test('a message comes as Meta sends it: escaped, signed over the very bytes, named by account and customer', async () => {
  await control('webhooks', webhook);
  const mid = await write('C’est prêt / à 5 € ? 😀');
  await eventually(() => expect(app.received).toHaveLength(1));
  const [{ raw, body, signed }] = app.received as [ReceivedWebhook];
  expect(signed).toBe(true);
  expect(raw).toContain('C\\u2019est pr\\u00eat \\/ \\u00e0 5 \\u20ac ? \\ud83d\\ude00');
  expect(body).toEqual({
    object: 'instagram',
    entry: [
      {
        ...{ id: account, time: expect.any(Number) },
        messaging: [
          {
            ...{ sender: { id: '700' }, recipient: { id: account }, timestamp: expect.any(Number) },
            message: { mid, text: 'C’est prêt / à 5 € ? 😀' },
          },
        ],
      },
    ],
  });
});

test('a webhook that does not answer the challenge is not taken', async () => {
  const { status, body } = await control('webhooks', { ...webhook, verifyToken: 'wrong' });
  expect([status, body.error]).toEqual([400, expect.stringContaining('challenge')]);
  await write('hello');
  expect(await waiting()).toBe(0);
});

test('an app subscribes by the platform’s own calls, and hears only of what it named', async () => {
  const path = '/instagram/graph/v23.0/sandbox-instagram/subscriptions';
  const form = {
    ...{ object: 'instagram', callback_url: app.url, verify_token: app.verifyToken },
    ...{ fields: 'messages,message_reactions', access_token: appToken },
  };
  const wrong = await call(path, { form: { ...form, verify_token: 'wrong' } });
  expect([wrong.status, wrong.body.error.code]).toEqual([400, 2200]);
  expect((await call(path, { form })).body).toEqual({ success: true });
  expect((await call(`${path}?access_token=${encodeURIComponent(appToken)}`)).body.data).toMatchObject([
    { callback_url: app.url, active: true, fields: [{ name: 'messages' }, { name: 'message_reactions' }] },
  ]);

  const { access_token: token } = (await control('tokens', { platform: 'instagram', accountId: account }))
    .body;
  const apps = `/instagram/graph/v23.0/${account}/subscribed_apps`;
  await write('nobody hears this');
  expect((await call(apps, { token, form: { subscribed_fields: 'messages' } })).body).toEqual({
    success: true,
  });
  expect((await call(apps, { token })).body.data).toEqual([
    { id: 'sandbox-instagram', subscribed_fields: ['messages'] },
  ]);
  const messageId = await write('heard');
  await write('', { type: 'reaction', messageId });
  await allTaken();
  expect(texts()).toEqual(['heard']);
  expect((await call(apps, { token, method: 'DELETE' })).body).toEqual({ success: true });
  await write('nor this');
  expect(await waiting()).toBe(0);
});

test('updates come in bodies of several, repeated, and in any order, as the knobs say', async () => {
  await control('webhooks', webhook);
  await knobs({ batchSize: 4, repeat: 3, shuffle: true, delayMs: 60_000 });
  const order = Array.from({ length: 12 }, (_, index) => ({
    ...{ platform: 'instagram', account, from: '700', text: `message ${index}` },
  }));
  expect((await control('inbound', order)).body.messageIds).toHaveLength(12);
  await control('clock', { advanceSeconds: 61 });
  await allTaken();
  expect(app.received).toHaveLength(9);
  expect(app.received.every(({ body }) => body.entry[0].messaging.length === 4)).toBe(true);
  const sent = order.map(({ text }) => text);
  expect(texts().toSorted()).toEqual([...sent, ...sent, ...sent].toSorted());
  expect([...new Set(texts())]).not.toEqual(sent);
});

test('what is not answered 200 comes again with longer and longer waits, and then no more', async () => {
  await control('webhooks', webhook);
  app.answerWith(503);
  await write('still there?');
  await eventually(() => expect(app.received.length).toBeGreaterThanOrEqual(1));
  await control('clock', { advanceSeconds: 2 });
  await eventually(() => expect(app.received.length).toBeGreaterThanOrEqual(2));
  app.answerWith(200);
  await control('clock', { advanceSeconds: 600 });
  await allTaken();
  const { deliveries } = await told('deliveries?platform=instagram');
  const attempts = deliveries.map(({ attempt }: { attempt: number }) => attempt);
  expect(attempts).toEqual(attempts.map((_: number, index: number) => index + 1));
  expect(deliveries.at(-1)).toMatchObject({ status: 200 });
  expect(new Set(texts())).toEqual(new Set(['still there?']));
});

test('an app that fails for an hour is unsubscribed from its accounts, until it subscribes again', async () => {
  await control('webhooks', webhook);
  app.answerWith(500);
  await write('lost');
  await eventually(() => expect(app.received).toHaveLength(1));
  await control('clock', { advanceSeconds: 3600 });
  await allTaken();
  expect(await told(`subscriptions?platform=instagram&account=${account}`)).toEqual([]);
  app.answerWith(200);
  await write('lost too');
  expect(await waiting()).toBe(0);

  await control('webhooks', webhook);
  await write('heard again');
  await allTaken();
  expect(texts().at(-1)).toBe('heard again');
});

test('updates that wait outlive the sandbox', async () => {
  await control('webhooks', webhook);
  app.answerWith(503);
  await write('before the restart');
  await eventually(() => expect(app.received.length).toBeGreaterThanOrEqual(1));
  await platforms.restart();
  app.answerWith(200);
  await control('clock', { advanceSeconds: 600 });
  await allTaken();
  expect(texts().at(-1)).toBe('before the restart');
});

test.each([
  ['inbound', { platform: 'tiktok', account, from: '700' }],
  ['inbound', { platform: 'instagram', account: 'nobody', from: '700' }],
  ['inbound', { platform: 'instagram', account, from: '700', type: 'telepathy' }],
  ['inbound', { platform: 'instagram', account, from: '700', type: 'edit', text: 'of nothing' }],
  ['inbound', { platform: 'whatsapp', account: '102290129340398', from: 'Léa' }],
  ['webhooks', { ...webhook, app: 'unknown' }],
  ['messaging', { platform: 'instagram', batchSize: 0 }],
])('an order to /control/%s that makes no sense is refused', async (path, order) => {
  const { status, body } = await control(path, order);
  expect([status, body]).toEqual([400, { error: expect.any(String) }]);
});
