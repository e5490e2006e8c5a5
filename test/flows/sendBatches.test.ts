import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { promiseAgain } from '../../commands/reconcile.ts';
import { rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { aCustomerId, aPhoneNumber, aShopAt, sendsOf, writesTo, type Shop } from '../support/customers.ts';
import { eventually } from '../support/eventually.ts';
import { aPublisher } from '../support/publishing.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let shop: Shop;
const longAgo = new Date(Date.now() - 25 * 60 * 60_000);

beforeAll(async () => {
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  shop = await aShopAt(stack, 'whatsapp');
  await tellStatuses({ sentMs: 100 });
}, 120_000);
afterAll(() => stack.close());

/** When WhatsApp tells of a message that was sent, or failed. Nobody reads a thousand offers. */
const tellStatuses = (knobs: { sentMs: number }) =>
  stack.sandbox.control('messaging', { platform: 'whatsapp', readMs: null, batchSize: 50, ...knobs });
const sendBatch = (messages: object[], key?: string) =>
  shop.client.post(
    '/api/whatsapp/send-batch',
    { messages },
    key ? { headers: { 'idempotency-key': key } } : {},
  );
/** Templates to so many numbers that nobody else has: nobody need have written. */
const templatesTo = (count: number, prefix = aPhoneNumber().slice(0, 7)) =>
  Array.from({ length: count }, (_, place) => ({
    to: `${prefix}${String(place).padStart(5, '0')}`,
    ...{ template_name: 'hello_world', language_code: 'fr' },
  }));
const lookAt = async (id: string, { client } = shop): Promise<Json> =>
  (await client.get(`/api/message-batches/${id}`)).body;
const whenDone = (id: string, withinMs = 60_000, from = shop) =>
  eventually(async () => {
    const batch = await lookAt(id, from);
    expect(batch.state).toBe('done');
    return batch;
  }, withinMs);
/** The requests that WhatsApp read for these, by recipient. */
async function sendsTo(messages: { to: string }[], from = shop): Promise<Map<string, Json[]>> {
  const sends = await sendsOf(stack, from);
  return new Map(
    messages.map(({ to }) => [to, sends.filter(({ recipient }: Json) => recipient === to.replace('+', ''))]),
  );
}
const times = (sends: Map<string, Json[]>) => [...sends.values()].map(({ length }) => length);

test('a batch has one result a recipient, in order, with the reason of each that was not sent', async () => {
  const [known, late, nobody] = [aPhoneNumber(), aPhoneNumber(), `+999${aPhoneNumber().slice(4)}`];
  const conversation = await writesTo(stack, shop, known);
  await writesTo(stack, shop, late, longAgo);
  const messages = [known, late, nobody].map((to) => ({ to, text: 'Message 1' }));
  const { status, body } = await sendBatch(messages);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { success: false, sent_count: 1, failed_count: 2, unknown_count: 0 },
  });
  expect(body.results).toMatchObject([
    { recipient: known, success: true, message_id: expect.stringMatching(/^wamid\./), problem: null },
    { recipient: late, success: false, message_id: null, problem: { code: 'reply_window_over' } },
    { recipient: nobody, success: false, message_id: null, problem: { code: 'recipient_unknown' } },
  ]);
  expect(times(await sendsTo(messages))).toEqual([1, 0, 1]);
  const { body: thread } = await shop.client.get(`/api/conversations/${conversation}/messages`);
  expect(thread.messages).toMatchObject([{}, { id: expect.any(String), content: 'Message 1' }]);
});

test('what fails after WhatsApp took it is told by the batch later', async () => {
  await tellStatuses({ sentMs: 2_000 });
  const { body } = await sendBatch(templatesTo(1, '+9985551'));
  await tellStatuses({ sentMs: 100 });
  expect(body).toMatchObject({ success: true, sent_count: 1 });
  await eventually(async () => {
    expect(await lookAt(body.id)).toMatchObject({
      ...{ success: false, failed_count: 1 },
      results: [{ state: 'failed', message_id: expect.any(String), problem: { code: 'recipient_unknown' } }],
    });
  });
});

test('one batch on Instagram has the shape of its specification', async () => {
  const boutique = await aShopAt(stack, 'instagram');
  const recipients = [aCustomerId(), aCustomerId()];
  for (const each of recipients) await writesTo(stack, boutique, each);
  const grant = { platform: 'instagram', accountId: boutique.handle };
  const { access_token } = await stack.sandbox.control('tokens', grant);
  const request = { access_token, page_id: boutique.connection.externalId, text: 'A special offer 🎁' };
  const answer = await boutique.client.post('/api/instagram/send-dm-batch', { ...request, recipients });
  expect(answer).toMatchObject({ status: 200, body: { success: true, sent_count: 2, failed_count: 0 } });
  for (const [place, recipient] of recipients.entries())
    expect(answer.body.results[place]).toMatchObject({
      ...{ recipient, success: true, message_id: expect.any(String) },
    });
  const twice = await boutique.client.post('/api/instagram/send-dm-batch', {
    ...{ ...request, recipients: [recipients[0], recipients[0]] },
  });
  expect({ status: twice.status, fields: Object.keys(twice.body.details) }).toEqual({
    ...{ status: 400, fields: ['recipients'] },
  });
});

test('who blocked the shop fails alone: the rest of the batch goes on', async () => {
  const boutique = await aShopAt(stack, 'instagram');
  const recipients = [aCustomerId(), `998${aCustomerId()}`, aCustomerId()];
  for (const each of recipients) await writesTo(stack, boutique, each);
  const grant = { platform: 'instagram', accountId: boutique.handle };
  const { access_token } = await stack.sandbox.control('tokens', grant);
  const request = { access_token, page_id: boutique.connection.externalId, text: 'A special offer' };
  const { body } = await boutique.client.post('/api/instagram/send-dm-batch', { ...request, recipients });
  expect(body).toMatchObject({ sent_count: 2, failed_count: 1 });
  expect(body.results[1]).toMatchObject({
    ...{
      state: 'failed',
      problem: { code: 'recipient_unavailable', message: expect.stringMatching(/blocked/) },
    },
  });
});

test('two messages to one person keep the distance that WhatsApp wants', async () => {
  const to = aPhoneNumber();
  await writesTo(stack, shop, to);
  const { status, body } = await sendBatch([
    { to, text: 'first' },
    { to, text: 'second' },
  ]);
  expect({ status, sent: body.sent_count }).toEqual({ status: 200, sent: 2 });
  const [first, second] = (await sendsTo([{ to }])).get(to) ?? [];
  expect([first.text, second.text]).toEqual(['first', 'second']);
  expect(second.at - first.at).toBeGreaterThanOrEqual(6_000);
});

test('a 429 makes the rest wait as long as WhatsApp asks, and doubles none', async () => {
  const messages = templatesTo(8);
  const fault = { standIn: 'whatsapp', fault: 'rate_limited', operation: 'message', match: 'hello_world' };
  await stack.sandbox.fault({ ...fault, retryAfterSeconds: 2 });
  const began = Date.now();
  const { status, body } = await sendBatch(messages);
  expect({ status, sent: body.sent_count }).toEqual({ status: 200, sent: 8 });
  expect(Date.now() - began).toBeGreaterThan(2_000);
  const sends = [...(await sendsTo(messages)).values()].flat();
  expect(sends.filter(({ sent }: Json) => sent)).toHaveLength(8);
  expect(sends.filter(({ sent }: Json) => !sent)).toHaveLength(1);
});

test('a token that WhatsApp refuses ends the rest, and the account waits for its owner', async () => {
  const other = await aShopAt(stack, 'whatsapp');
  const messages = templatesTo(3);
  const fault = { standIn: 'whatsapp', fault: 'revoked_token', operation: 'message', match: 'hello_world' };
  await stack.sandbox.fault({ ...fault, times: 3 });
  const { body } = await other.client.post('/api/whatsapp/send-batch', { messages });
  const batch = await whenDone(body.id, 60_000, other);
  await stack.sandbox.clearFaults();
  expect(batch).toMatchObject({ success: false, failed_count: 3 });
  expect(batch.results[0].problem).toMatchObject({ code: 'needs_reauth' });
  const again = await other.client.post('/api/whatsapp/send-batch', { messages });
  expect(again).toMatchObject({ status: 409, body: { code: 'number_needs_you' } });
});

test('what takes longer is 202 with where to look; its key then tells the end, and sends once', async () => {
  const messages = templatesTo(2);
  const key = randomUUID();
  const fault = { standIn: 'whatsapp', fault: 'rate_limited', operation: 'message', match: 'hello_world' };
  await stack.sandbox.fault({ ...fault, retryAfterSeconds: 24 });
  const first = await sendBatch(messages, key);
  expect(first).toMatchObject({ status: 202, body: { state: 'running' } });
  expect(new URL(first.body.batch_url).pathname).toBe(`/api/message-batches/${first.body.id}/`);
  const { client } = await aPublisher(stack, 'other');
  expect((await client.get(`/api/message-batches/${first.body.id}`)).status).toBe(404);
  await whenDone(first.body.id);
  const again = await sendBatch(messages, key);
  expect(again).toMatchObject({ status: 200, body: { success: true, sent_count: 2, id: first.body.id } });
  expect([...(await sendsTo(messages)).values()].flat().filter(({ sent }: Json) => sent)).toHaveLength(2);
}, 90_000);

test('a worker that is killed in the middle sends none twice, and the next one sends the rest', async () => {
  const messages = templatesTo(200);
  // These are taken, and those not, before WhatsApp would answer: nobody can tell them apart.
  const fault = { standIn: 'whatsapp', operation: 'message', match: 'hello_world', delayMs: 60_000 };
  await stack.sandbox.fault({ ...fault, fault: 'slow_after_work', times: 3 });
  await stack.sandbox.fault({ ...fault, fault: 'slow', times: 3 });
  const answer = sendBatch(messages);
  await eventually(async () => {
    expect([...(await sendsTo(messages)).values()].flat().length).toBeGreaterThan(20);
  });
  await stack.worker.kill();
  const untouched = [...(await sendsTo(messages)).values()].filter(({ length }) => length === 0);
  expect(untouched.length).toBeGreaterThan(0);
  await stack.worker.start();
  const { body } = await answer;
  await whenDone(body.id, 90_000);
  const sends = await sendsTo(messages);
  expect(Math.max(...times(sends))).toBe(1);
  const wasTaken = ({ recipient }: Json) => sends.get(recipient)?.[0]?.sent === true;
  // Statuses name what was under way as we did: what WhatsApp has is known in the end, and nothing else is said of it.
  await eventually(async () => {
    const { results, unknown_count } = await lookAt(body.id);
    expect(results.filter(({ success }: Json) => success)).toEqual(results.filter(wasTaken));
    expect(unknown_count).toBe(results.length - results.filter(wasTaken).length);
    expect(unknown_count).toBeGreaterThanOrEqual(3);
  });
}, 150_000);

test('a batch that Temporal has lost is promised again', async () => {
  const { body } = await sendBatch(templatesTo(1));
  // The answer comes a moment before the workflow ends, and while it runs it is not lost.
  await eventually(async () => {
    expect((await stack.describeWorkflow(`send-batch/${body.id}`)).status.name).toBe('COMPLETED');
  });
  await rows(
    `update send_batches set state = 'running', promised_at = now() - interval '3 minutes' where id = $1
     returning id`,
    [body.id],
  );
  await promiseAgain();
  expect(await whenDone(body.id)).toMatchObject({ success: true, sent_count: 1 });
});

test('1,000 recipients are accepted, each is written to once; 1,001 are refused', async () => {
  const messages = templatesTo(1000);
  const { status, body } = await sendBatch(messages);
  expect([200, 202]).toContain(status);
  const batch = await whenDone(body.id, 120_000);
  expect(batch).toMatchObject({ success: true, sent_count: 1000, failed_count: 0, pending_count: 0 });
  expect(batch.results.map(({ recipient }: Json) => recipient)).toEqual(messages.map(({ to }) => to));
  const sends = [...(await sendsTo(messages)).values()].flat();
  expect(sends.filter(({ sent }: Json) => sent)).toHaveLength(1000);
  const tooMany = await sendBatch(templatesTo(1001));
  expect({ status: tooMany.status, fields: Object.keys(tooMany.body.details) }).toEqual({
    ...{ status: 400, fields: ['messages'] },
  });
  expect((await sendBatch([])).status).toBe(400);
}, 150_000);
