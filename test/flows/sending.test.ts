import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { queueMessage } from '../../commands/inbox/queueMessage.ts';
import { row, rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { anInboxAt, type TestInbox } from '../support/inboxes.ts';
import { startMediaServer } from '../support/mediaServer.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

let stack: TestStack;
let ada: TestPerson;
let project: string;
let whatsapp: TestInbox;
let instagram: TestInbox;

beforeAll(async () => {
  stack = await startTestStack();
  ada = await aPerson(stack.api, 'ada');
  project = (await ada.client.get('/api/v1/projects')).body[0].id;
  await setAssistant('off');
  whatsapp = await anInboxAt(stack, ada, 'whatsapp');
  instagram = await anInboxAt(stack, ada, 'instagram');
});
afterAll(() => stack.close());
afterEach(async () => {
  await stack.sandbox.clearFaults();
  for (const platform of ['whatsapp', 'instagram']) await stack.sandbox.control('messaging', { platform });
});

const setAssistant = (mode: string) =>
  rows(
    `insert into assistant_settings (project_id, mode) values ($1, $2)
     on conflict (project_id) do update set mode = excluded.mode returning 1 as kept`,
    [project, mode],
  );

let people = 0;
/** Somebody who has just written. */
async function aCustomer(inbox: TestInbox, order: object = {}, prefix = '3361') {
  people += 1;
  const from =
    inbox.platform === 'whatsapp' ? `${prefix}${String(people).padStart(7, '0')}` : `77000${people}`;
  const id = await inbox.conversationOf(from, `hello from ${from}`, order);
  return { from, id };
}
const write = (conversation: string, body: object) =>
  ada.client.post(`/api/conversations/${conversation}/messages`, body);
const messageOf = (id: string) =>
  row<{
    state: string;
    problem_code: string | null;
    external_id: string | null;
    sent_at: Date;
  }>(`select * from messages where id = $1`, [id]);
/** The message's row, once its state is one of these. */
const inState = (id: string, ...states: string[]) =>
  eventually(async () => {
    const message = await messageOf(id);
    expect(states).toContain(message?.state);
    return message;
  }, 60_000);
const threadOf = async (conversation: string) =>
  (await ada.client.get(`/api/conversations/${conversation}/messages`)).body.messages;
const detailOf = async (conversation: string) =>
  (await ada.client.get(`/api/conversations/${conversation}`)).body;

describe('a message', () => {
  test('goes out once, is told delivered and read, marks what was unread as read, and quiets the assistant', async () => {
    const { from, id } = await aCustomer(whatsapp);
    const body = { content: 'Bonjour ! Comment puis-je vous aider ?', message_type: 'text' };
    const { status, body: sent } = await write(id, body);
    expect(status).toBe(201);
    expect(sent).toMatchObject({
      conversation_id: id,
      direction: 'outbound',
      content: body.content,
      is_from_agent: true,
      author: 'agent',
      state: 'queued',
      parts: [sent.id],
    });
    await inState(sent.id, 'read');
    expect(await whatsapp.sends(from)).toMatchObject([{ text: body.content, sent: true }]);
    const detail = await detailOf(id);
    expect(detail).toMatchObject({ unread_count: 0, last_message_snippet: body.content });
    const pausedForMs = new Date(detail.ai.paused_until).getTime() - Date.now();
    expect(pausedForMs).toBeGreaterThan(28 * 60_000);
    expect((await threadOf(id)).at(-1)).toMatchObject({ id: sent.id, state: 'read', problem: null });
  });

  test('that is sent twice under one name is one', async () => {
    const { from, id } = await aCustomer(instagram);
    const body = { content: 'only once', client_message_id: 'c-1' };
    const answers = await Promise.all([write(id, body), write(id, body), write(id, body)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body: { id: message } }) => message)).size).toBe(1);
    await inState(answers[0].body.id, 'sent', 'delivered', 'read');
    expect(await instagram.sends(from)).toHaveLength(1);
    const other = await aCustomer(instagram);
    const theirs = await write(other.id, body);
    expect(theirs.status).toBe(201);
    await inState(theirs.body.id, 'sent', 'delivered', 'read');
  });

  test('and says something else under that name is refused, and not dropped unseen', async () => {
    const { from, id } = await aCustomer(whatsapp);
    const body = { content: 'At noon.', client_message_id: 'once' };
    const { body: sent } = await write(id, body);
    expect(await write(id, body)).toMatchObject({ status: 200, body: { id: sent.id } });
    const template = { name: 'hello_world', language: 'fr' };
    for (const other of [
      { ...body, content: 'At one.' },
      { message_type: 'template', template, client_message_id: 'once' },
    ])
      expect(await write(id, other)).toMatchObject({
        ...{ status: 422, body: { code: 'client_message_id_reused' } },
      });
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await whatsapp.sends(from)).toHaveLength(1);
  });

  test('in which nothing can be seen is refused', async () => {
    const { id } = await aCustomer(whatsapp);
    for (const content of ['\u200b', ' \u2060\u00a0'])
      expect(await write(id, { content })).toMatchObject({
        ...{ status: 400, body: { details: { content: [expect.stringMatching(/voir/)] } } },
      });
  });

  test('does not overtake one that was written before it, and that the platform put off', async () => {
    const { from, id } = await aCustomer(instagram);
    await stack.sandbox.fault({
      ...{ standIn: 'instagram', fault: 'rate_limited', operation: 'message', match: instagram.account },
      ...{ times: 1, retryAfterSeconds: 2 },
    });
    const sent = [];
    for (const content of ['one', 'two', 'three']) sent.push((await write(id, { content })).body.id);
    for (const message of sent) await inState(message, 'sent', 'delivered', 'read');
    const sends = await instagram.sends(from);
    expect(sends.map(({ text, sent: went }) => [text, went])).toEqual([
      ['one', false],
      ['one', true],
      ['two', true],
      ['three', true],
    ]);
  });

  test('with a file shows it, where the channel takes it', async () => {
    const media = await startMediaServer();
    const { from, id } = await aCustomer(whatsapp);
    const picture = { message_type: 'image', media_url: media.at('640x800.jpg'), content: 'the blue one' };
    const { body: sent } = await write(id, picture);
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await whatsapp.sends(from)).toMatchObject([{ type: 'image', text: 'the blue one' }]);
    const gram = await aCustomer(instagram);
    expect(await write(gram.id, picture)).toMatchObject({
      status: 400,
      body: { details: { content: [expect.any(String)] } },
    });
    expect((await write(gram.id, { ...picture, content: '' })).status).toBe(201);
    await media.close();
  });
});

describe('the time in which a customer may be written to', () => {
  const yesterday = () => ({ at: new Date(Date.now() - 25 * 60 * 60_000).toISOString() });

  test('is held before anything is sent: by WhatsApp only a template goes', async () => {
    const { from, id } = await aCustomer(whatsapp, yesterday());
    expect(await write(id, { content: 'too late' })).toMatchObject({
      status: 409,
      body: { code: 'template_needed' },
    });
    const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ada' }] }];
    const template = { name: 'follow_up', language: 'fr', components };
    const { status, body: sent } = await write(id, { message_type: 'template', template });
    expect({ status, content: sent.content }).toEqual({ status: 201, content: 'follow_up (fr): Ada' });
    expect(await detailOf(id)).toMatchObject({ last_message_snippet: sent.content });
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await whatsapp.sends(from)).toMatchObject([{ type: 'template', sent: true }]);
  });

  test('by Instagram nothing goes', async () => {
    const { from, id } = await aCustomer(instagram, yesterday());
    expect(await write(id, { content: 'too late' })).toMatchObject({
      status: 409,
      body: { code: 'reply_window_over' },
    });
    expect(await instagram.sends(from)).toEqual([]);
  });

  test('is looked at again when a message is sent', async () => {
    const { from, id } = await aCustomer(instagram);
    await rows(
      `update conversations set last_inbound_at = now() - interval '24 hours' where id = $1 returning 1 as kept`,
      [id],
    );
    const late = { conversationId: id, author: 'agent', kind: 'text', content: 'late', data: {} } as const;
    const { id: message } = await queueMessage({ ...late, clientMessageId: null, state: 'queued' });
    expect(await inState(message, 'failed')).toMatchObject({ problem_code: 'reply_window_over' });
    expect(await instagram.sends(from)).toEqual([]);
    expect((await threadOf(id)).at(-1).problem).toMatch(/écri/);
  });
});

describe('a text that is too long', () => {
  const sentence = 'Voilà une phrase assez longue, été comme hiver. ';

  test('is refused, and its limit named', async () => {
    const { id } = await aCustomer(instagram);
    const { status, body } = await write(id, { content: sentence.repeat(30) });
    expect(status).toBe(400);
    expect(body.details.content[0]).toMatch(/Instagram.*1000 octets/);
  });

  test('is sent as several where that is asked for, in order, cut where sentences end', async () => {
    const { from, id } = await aCustomer(instagram);
    const long = { content: sentence.repeat(30), split: 'sentences', client_message_id: 'long' };
    const { body: sent } = await write(id, long);
    expect(sent.parts).toHaveLength(2);
    expect((await write(id, long)).body.parts).toEqual(sent.parts);
    for (const part of sent.parts) await inState(part, 'sent', 'delivered', 'read');
    const texts = (await instagram.sends(from)).map(({ text }) => text);
    expect(texts.join(' ')).toBe(long.content.trim());
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000);
  });
});

describe('an answer that was lost', () => {
  test.each(['whatsapp', 'instagram'] as const)(
    'is found by what %s tells, and nothing is sent twice',
    async (platform) => {
      const inbox = platform === 'whatsapp' ? whatsapp : instagram;
      const { from, id } = await aCustomer(inbox);
      await stack.sandbox.fault({
        ...{ standIn: platform, fault: 'drop_after_work', operation: 'message', match: inbox.account },
      });
      const { body: sent } = await write(id, { content: `lost at ${platform}` });
      const message = await inState(sent.id, 'sent', 'delivered', 'read');
      const sends = await inbox.sends(from);
      expect(sends).toMatchObject([{ sent: true, delivered: false }]);
      expect(message?.external_id).toBe(sends[0].messageId);
      expect(await threadOf(id)).toHaveLength(2);
    },
  );

  test('is not known where nothing is told, and the message is not sent again', async () => {
    await stack.sandbox.control('messaging', {
      platform: 'instagram',
      sentMs: 600_000,
      deliveredMs: 600_000,
    });
    const { from, id } = await aCustomer(instagram);
    await stack.sandbox.fault({
      ...{ standIn: 'instagram', fault: 'drop_after_work', operation: 'message', match: instagram.account },
    });
    const { body: sent } = await write(id, { content: 'lost for good' });
    await inState(sent.id, 'unknown');
    expect(await ada.client.post(`/api/conversations/${id}/messages/${sent.id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'message_unknown' },
    });
    // What comes after it is not held up.
    await stack.sandbox.clearFaults();
    const { body: next } = await write(id, { content: 'still there?' });
    await inState(next.id, 'sent');
    expect(await instagram.sends(from)).toHaveLength(2);
  });

  test('because the worker died is found all the same', async () => {
    const { from, id } = await aCustomer(whatsapp);
    await stack.sandbox.fault({
      ...{ standIn: 'whatsapp', fault: 'slow_after_work', operation: 'message', delayMs: 20_000 },
      match: whatsapp.account,
    });
    const { body: sent } = await write(id, { content: 'while the lights go out' });
    await eventually(async () => expect(await whatsapp.sends(from)).toMatchObject([{ sent: true }]));
    await stack.worker.kill();
    await stack.worker.start();
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await whatsapp.sends(from)).toHaveLength(1);
  });
});

describe('a message that failed', () => {
  test('because one customer blocked the shop says so, and the account goes on serving the others', async () => {
    people += 1;
    const id = await instagram.conversationOf(`9980000${people}`, 'hello, and goodbye');
    const { body: sent } = await write(id, { content: 'are you there?' });
    expect(await inState(sent.id, 'failed')).toMatchObject({ problem_code: 'recipient_unavailable' });
    expect((await threadOf(id)).at(-1).problem).toMatch(/bloqué/);
    const other = await aCustomer(instagram);
    const { body: next } = await write(other.id, { content: 'good morning' });
    await inState(next.id, 'sent', 'delivered', 'read');
  });

  test('says why, and is sent again when somebody asks for it', async () => {
    const { from, id } = await aCustomer(whatsapp, {}, '9981');
    const { body: sent } = await write(id, { content: 'are you there?' });
    await inState(sent.id, 'failed');
    const shown = (await threadOf(id)).at(-1);
    expect(shown).toMatchObject({ state: 'failed', problem_code: '131026' });
    expect(shown.problem).toMatch(/injoignable/);
    const retried = await ada.client.post(`/api/conversations/${id}/messages/${sent.id}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { id: sent.id, state: 'queued', problem: null } });
    await eventually(async () => expect(await whatsapp.sends(from)).toHaveLength(2));
    await inState(sent.id, 'failed');
  });

  test('is one alone: what was sent is not sent again', async () => {
    const { id } = await aCustomer(instagram);
    const { body: sent } = await write(id, { content: 'fine' });
    await inState(sent.id, 'sent', 'delivered', 'read');
    const again = (message: string) => ada.client.post(`/api/conversations/${id}/messages/${message}/retry`);
    expect(await again(sent.id)).toMatchObject({ status: 409, body: { code: 'message_not_failed' } });
    expect((await again(randomUUID())).status).toBe(404);
  });
});

describe('a message of the assistant', () => {
  const suggest = (conversationId: string, more: object) =>
    queueMessage({
      ...{ conversationId, author: 'ai', kind: 'text', content: `an answer ${randomUUID()}` },
      ...{ data: { answersSequence: 1 }, clientMessageId: randomUUID(), state: 'queued' },
      ...more,
    });

  afterAll(() => setAssistant('off'));
  /** Somebody whom nobody answers by itself, while the assistant may from now on. */
  const aQuietCustomer = async () => {
    await setAssistant('off');
    const customer = await aCustomer(instagram);
    await eventually(async () =>
      expect(await row(`select turn_due_at from conversations where id = $1`, [customer.id])).toEqual({
        turn_due_at: null,
      }),
    );
    await setAssistant('automatic');
    return customer;
  };

  test('goes out while nothing speaks against it', async () => {
    const { from, id } = await aQuietCustomer();
    const { id: message } = await suggest(id, {});
    await inState(message, 'sent', 'delivered', 'read');
    expect(await instagram.sends(from)).toHaveLength(1);
  });

  test('is not sent once a person is typing', async () => {
    const { from, id } = await aQuietCustomer();
    expect((await ada.client.post(`/api/conversations/${id}/typing`)).status).toBe(204);
    expect((await detailOf(id)).typing_by).toMatchObject({ name: ada.username });
    const { id: message } = await suggest(id, {});
    await inState(message, 'discarded');
    expect(await instagram.sends(from)).toEqual([]);
    expect(await threadOf(id)).toHaveLength(1);
    expect((await detailOf(id)).last_message_snippet).toBe(`hello from ${from}`);
  });

  test('is not sent when the customer has written more meanwhile, or the assistant was turned off', async () => {
    const { id } = await aQuietCustomer();
    const { id: old } = await suggest(id, { data: { answersSequence: 0 } });
    await inState(old, 'discarded');
    await ada.client.patch(`/api/conversations/${id}`, { ai: 'off' });
    const { id: unwanted } = await suggest(id, {});
    await inState(unwanted, 'discarded');
  });

  test('that is a suggestion is shown apart, and gone once a person answers', async () => {
    const { id } = await aQuietCustomer();
    const { id: suggestion } = await suggest(id, { state: 'suggested', content: 'maybe this' });
    expect((await detailOf(id)).ai.suggestion).toMatchObject({ id: suggestion, content: 'maybe this' });
    expect((await write(id, { content: 'that', suggestion_id: randomUUID() })).status).toBe(400);
    const { body: sent } = await write(id, { content: 'rather that', suggestion_id: suggestion });
    expect(sent).toMatchObject({ author: 'agent', suggestion_id: suggestion });
    expect((await detailOf(id)).ai.suggestion).toBeNull();
    expect(await messageOf(suggestion)).toMatchObject({ state: 'discarded' });
  });
});

test('an account that must be connected again is named as the reason', async () => {
  const { id } = await aCustomer(instagram);
  await rows(
    `update social_media_connections set connection_status = 'needs_reauth' where id = $1 returning 1 as kept`,
    [instagram.connectionId],
  );
  const { body: sent } = await write(id, { content: 'hello?' });
  expect(await inState(sent.id, 'failed')).toMatchObject({ problem_code: 'needs_reauth' });
  await rows(
    `update social_media_connections set connection_status = 'active' where id = $1 returning 1 as kept`,
    [instagram.connectionId],
  );
  await ada.client.post(`/api/conversations/${id}/messages/${sent.id}/retry`);
  await inState(sent.id, 'sent', 'delivered', 'read');
});
