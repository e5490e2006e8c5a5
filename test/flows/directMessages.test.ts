import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import { shownIn, textOf, wholeDatabase } from '../support/clearText.ts';
import { aCustomerId, aPhoneNumber, aShopAt, sendsOf, writesTo, type Shop } from '../support/customers.ts';
import { eventually } from '../support/eventually.ts';
import { aPicture } from '../support/mediaServer.ts';
import { aPublisher } from '../support/publishing.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let shop: Shop;
let boutique: Shop;
/** Every token that was given: none may show anywhere. */
const tokens: string[] = [];
const longAgo = new Date(Date.now() - 25 * 60 * 60_000);

beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  shop = await aShopAt(stack, 'whatsapp');
  boutique = await aShopAt(stack, 'instagram');
}, 120_000);
afterAll(() => stack.close());

const whatsapp = (path: string, body: object, key?: string) =>
  shop.client.post(`/api/whatsapp/${path}`, body, key ? { headers: { 'idempotency-key': key } } : {});
const instagram = (path: string, body: object) => boutique.client.post(`/api/instagram/${path}`, body);
/** What came to a recipient, and what was tried. */
const sendsTo = async (recipient: string, from = shop) =>
  (await sendsOf(stack, from)).filter((send) => send.recipient === recipient.replace('+', ''));
const threadOf = async (conversation: string, { client } = shop) =>
  (await client.get(`/api/conversations/${conversation}/messages`)).body.messages;
/** Instagram's token of the boutique's account, as a request brings it. */
async function account() {
  const grant = { platform: 'instagram', accountId: boutique.handle };
  const { access_token } = await stack.sandbox.control('tokens', grant);
  tokens.push(access_token);
  return { access_token, page_id: boutique.connection.externalId };
}

describe('WhatsApp’s credentials', () => {
  test('are valid where the token opens the number, with what it allows', async () => {
    const { access_token } = await stack.sandbox.control('tokens', {
      platform: 'whatsapp',
      accountId: shop.handle,
    });
    const phone_number_id = shop.connection.externalId;
    const { status, body } = await whatsapp('validate-credentials', { access_token, phone_number_id });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { valid: true, business_name: expect.any(String), reason: null, message: null },
    });
    expect(body.phone_number).toMatch(/^\+\d+$/);
    expect(body.permissions).toContain('whatsapp_business_messaging');
  });

  test('that are wrong are said to be, and no error', async () => {
    const wrong = { access_token: 'EAAwrong', phone_number_id: shop.connection.externalId };
    expect(await whatsapp('validate-credentials', wrong)).toMatchObject({
      status: 200,
      body: { valid: false, phone_number: null, permissions: null, reason: 'token_refused' },
    });
  });
});

test('the business profile is told as WhatsApp shows it', async () => {
  const { status, body } = await shop.client.get('/api/whatsapp/business-profile');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      business_name: expect.any(String),
      phone_number: expect.stringMatching(/^\+\d+$/),
      address: expect.any(String),
      description: expect.any(String),
    },
  });
  const { client } = await aPublisher(stack, 'numberless');
  expect(await client.get('/api/whatsapp/business-profile')).toMatchObject({
    status: 409,
    body: { code: 'no_connection' },
  });
});

describe('a text on WhatsApp', () => {
  test('is answered as WhatsApp answers, and shows in the conversation with its statuses', async () => {
    const to = aPhoneNumber();
    const conversation = await writesTo(stack, shop, to);
    const { status, body } = await whatsapp('send-text', { to, text: 'Bonjour !' });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: to, wa_id: to.slice(1) }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
        message_type: 'text',
      },
    });
    await eventually(async () => {
      const [, sent] = await threadOf(conversation);
      expect(sent).toMatchObject({ content: 'Bonjour !', author: 'agent', sender_id: shop.userId });
      expect(['delivered', 'read']).toContain(sent.state);
    });
  });

  test('to a client with whom nobody has written yet opens the conversation', async () => {
    const to = aPhoneNumber();
    await shop.client.post('/api/clients', { phoneNumber: to });
    const template = { to, template_name: 'hello_world', language_code: 'fr_FR' };
    expect((await whatsapp('send-template', template)).status).toBe(200);
    const { body } = await shop.client.get(`/api/conversations?search=${encodeURIComponent(to)}`);
    expect(body.conversations).toMatchObject([{ customer_identifier: to.slice(1), unread_count: 0 }]);
    const [sent] = await threadOf(body.conversations[0].id);
    expect(sent).toMatchObject({
      ...{ type: 'template', content: 'hello_world (fr_FR)', author: 'agent' },
      details: { template: { name: 'hello_world' } },
    });
  });

  test('a day after the customer wrote is 409 before anything is sent; a template still goes', async () => {
    const to = aPhoneNumber();
    await writesTo(stack, shop, to, longAgo);
    const late = await whatsapp('send-text', { to, text: 'too late' });
    expect(late).toMatchObject({ status: 409, body: { code: 'template_needed' } });
    expect(late.body.detail).toMatch(/24 hours.*template/);
    expect(await sendsTo(to)).toEqual([]);
    const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Jean' }] }];
    const template = { to, template_name: 'hello_world', language_code: 'fr_FR', components };
    expect(await whatsapp('send-template', template)).toMatchObject({
      status: 200,
      body: { message_type: 'template', contacts: [{ input: to }] },
    });
  });

  test('to somebody who never wrote is what WhatsApp says: 409 too', async () => {
    const to = aPhoneNumber();
    const { status, body } = await whatsapp('send-text', { to, text: 'cold' });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'template_needed' });
    expect(await sendsTo(to)).toMatchObject([{ sent: false }]);
  });

  test('to a number that nobody has is 400 with the reason', async () => {
    const to = `+999${aPhoneNumber().slice(4)}`;
    const { status, body } = await whatsapp('send-text', { to, text: 'anybody?' });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'message_refused' });
    expect(body.detail).toMatch(/cannot be reached at this address/);
  });

  test('that is too long, or goes to no number, is refused before it is sent', async () => {
    const to = aPhoneNumber();
    const long = await whatsapp('send-text', { to, text: 'é'.repeat(4097) });
    expect(long.body.details.text[0]).toMatch(/4096 characters; this has 4097/);
    for (const nobody of ['Jean', '0612345678', '+0612345678']) {
      const { status, body } = await whatsapp('send-text', { to: nobody, text: 'hello' });
      expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['to'] });
    }
    expect(await sendsTo(to)).toEqual([]);
  });

  test('of two requests with one key is one message', async () => {
    const to = aPhoneNumber();
    await writesTo(stack, shop, to);
    const key = randomUUID();
    const answers = await Promise.all([1, 2].map(() => whatsapp('send-text', { to, text: 'once' }, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(await sendsTo(to)).toHaveLength(1);
  });

  test('needs a number of the project', async () => {
    const request = { to: aPhoneNumber(), text: 'hello' };
    const { client } = await aPublisher(stack, 'numberless');
    expect(await client.post('/api/whatsapp/send-text', request)).toMatchObject({
      ...{ status: 409, body: { code: 'no_connection' } },
    });
    const foreign = await client.post('/api/whatsapp/send-text', {
      ...{ ...request, connection_id: shop.connection.id },
    });
    expect({ status: foreign.status, fields: Object.keys(foreign.body.details) }).toEqual({
      ...{ status: 400, fields: ['connection_id'] },
    });
  });
});

test('a thousand of the longest texts are read; the number that is none among them is named', async () => {
  const text = '€'.repeat(4096);
  const messages = Array.from({ length: 1000 }, () => ({ to: '+33612345678', text }));
  const { status, body } = await whatsapp('send-batch', {
    messages: messages.with(999, { to: 'Jean', text }),
  });
  expect({ status, fields: Object.keys(body.details) }).toEqual({
    ...{ status: 400, fields: ['messages.999.to'] },
  });
});

test('a file goes with its caption, and a sound without one', async () => {
  const to = aPhoneNumber();
  await writesTo(stack, shop, to);
  const storage = createDiskStorage(stack.api.config.MEDIA_DIR);
  await storage.put('images/picture.png', await aPicture(640, 640, 'png'));
  const media = { to, media_url: `${stack.api.url}/media/images/picture.png`, caption: 'Our new bowl' };
  expect(await whatsapp('send-media', { ...media, media_type: 'image' })).toMatchObject({
    status: 200,
    body: { message_type: 'image' },
  });
  expect(await sendsTo(to)).toMatchObject([{ type: 'image', text: 'Our new bowl', sent: true }]);
  const { status, body } = await whatsapp('send-media', { ...media, media_type: 'audio' });
  expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['caption'] });
});

describe('an answer that is lost', () => {
  test('after WhatsApp took the message is no second message: a status confirms it', async () => {
    const to = aPhoneNumber();
    const conversation = await writesTo(stack, shop, to);
    const text = `lost ${randomUUID()}`;
    const fault = { standIn: 'whatsapp', fault: 'drop_after_work', operation: 'message', match: text };
    await stack.sandbox.fault(fault);
    const { status, body } = await whatsapp('send-text', { to, text });
    // The status may have come before anybody asked.
    expect([200, 202]).toContain(status);
    await eventually(async () => {
      const [, sent] = await threadOf(conversation);
      expect(sent).toMatchObject({ content: text });
    });
    if (status === 202) {
      const { body: batch } = await shop.client.get(new URL(body.batch_url).pathname);
      expect(batch).toMatchObject({ state: 'done', success: true, results: [{ state: 'sent' }] });
    }
    expect(await sendsTo(to)).toHaveLength(1);
  });

  test('before WhatsApp took it stays unknown, is told as such, and is not sent again', async () => {
    const to = aPhoneNumber();
    await writesTo(stack, shop, to);
    const text = `lost ${randomUUID()}`;
    const fault = { standIn: 'whatsapp', fault: 'drop_before_work', operation: 'message', match: text };
    await stack.sandbox.fault(fault);
    const { status, body } = await whatsapp('send-text', { to, text });
    expect({ status, state: body.state }).toEqual({ status: 202, state: 'done' });
    expect(body.message).toMatch(/not sent again/);
    const { body: batch } = await shop.client.get(new URL(body.batch_url).pathname);
    expect(batch).toMatchObject({
      ...{ success: false, unknown_count: 1 },
      results: [{ recipient: to, state: 'unknown', problem: { code: 'no_answer' } }],
    });
    expect(await sendsTo(to)).toMatchObject([{ sent: false }]);
  });

  test('of Instagram is confirmed by the echo', async () => {
    const recipient = aCustomerId();
    const conversation = await writesTo(stack, boutique, recipient);
    const text = `lost ${randomUUID()}`;
    const fault = { standIn: 'instagram', fault: 'drop_after_work', operation: 'message', match: text };
    await stack.sandbox.fault(fault);
    const { status } = await instagram('send-dm', {
      ...(await account()),
      ...{ recipient_ig_id: recipient, text },
    });
    expect([200, 202]).toContain(status);
    await eventually(async () => {
      const thread = await threadOf(conversation, boutique);
      expect(thread).toMatchObject([{}, { content: text, author: 'agent', sender_id: boutique.userId }]);
    });
    expect(await sendsTo(recipient, boutique)).toHaveLength(1);
  });
});

describe('a direct message on Instagram', () => {
  test('is answered with its id, and shows in the conversation once', async () => {
    const recipient = aCustomerId();
    const conversation = await writesTo(stack, boutique, recipient);
    const request = { ...(await account()), recipient_ig_id: recipient, text: 'Bonjour !' };
    const { status, body } = await instagram('send-dm', request);
    expect({ status, body }).toEqual({
      status: 200,
      body: { success: true, message_id: expect.any(String) },
    });
    await eventually(async () => {
      const [, ...sent] = await threadOf(conversation, boutique);
      expect(sent).toMatchObject([{ content: 'Bonjour !', state: 'read' }]);
    });
    const { body: listed } = await boutique.client.get('/api/instagram/conversations');
    expect(listed.conversations).toContainEqual({
      ...{ id: conversation, participants: [recipient] },
      ...{ last_message: 'Bonjour !', unread_count: 1 },
    });
  });

  test('a day after the customer wrote is 409, whatever token comes', async () => {
    const recipient = aCustomerId();
    await writesTo(stack, boutique, recipient, longAgo);
    const late = { ...(await account()), recipient_ig_id: recipient, text: 'too late' };
    expect(await instagram('send-dm', late)).toMatchObject({
      ...{ status: 409, body: { code: 'reply_window_over' } },
    });
    expect(await sendsTo(recipient, boutique)).toEqual([]);
  });

  test('with a token that Instagram refuses is 400 at its member', async () => {
    const request = { ...(await account()), recipient_ig_id: aCustomerId(), text: 'hello' };
    tokens.push('IGAA-a-wrong-token-of-a-test');
    const wrong = { ...request, access_token: 'IGAA-a-wrong-token-of-a-test' };
    const { status, body } = await instagram('send-dm', wrong);
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['access_token'] });
  });

  test('of more than 1,000 bytes is refused', async () => {
    const request = { ...(await account()), recipient_ig_id: aCustomerId(), text: 'é'.repeat(501) };
    const { body } = await instagram('send-dm', request);
    expect(body.details.text[0]).toMatch(/1000 bytes; this has 1002/);
  });
});

test('no token that was given is kept, or stands in clear in a table, a history or a log', async () => {
  expect(await rows('select 1 from send_batches where token_encrypted is not null')).toEqual([]);
  expect(tokens.length).toBeGreaterThan(4);
  expect(shownIn(await wholeDatabase(), tokens)).toEqual([]);
  expect(shownIn(stack.worker.output, tokens)).toEqual([]);
  for await (const { workflowId, runId } of stack.temporal.workflow.list()) {
    const history = await stack.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
    expect({ workflowId, shown: shownIn(textOf(history), tokens) }).toEqual({ workflowId, shown: [] });
  }
});
