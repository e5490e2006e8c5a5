import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { queueMessage } from '../../commands/inbox/queueMessage.ts';
import { rows } from '../../db/query.ts';
import { inState, startDesk, type Desk } from '../support/desk.ts';
import { startMediaServer } from '../support/mediaServer.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stack.close());
afterEach(() => desk.playAlong());

describe('a message', () => {
  test('goes out once, is told delivered and read, marks what was unread as read, and quiets the assistant', async () => {
    const { from, id } = await desk.aCustomer(desk.whatsapp);
    const body = { content: 'Bonjour ! Comment puis-je vous aider ?', message_type: 'text' };
    const { status, body: sent } = await desk.write(id, body);
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
    expect(await desk.whatsapp.sends(from)).toMatchObject([{ text: body.content, sent: true }]);
    const detail = await desk.detailOf(id);
    expect(detail).toMatchObject({ unread_count: 0, last_message_snippet: body.content });
    const pausedForMs = new Date(detail.ai.paused_until).getTime() - Date.now();
    expect(pausedForMs).toBeGreaterThan(28 * 60_000);
    expect((await desk.threadOf(id)).at(-1)).toMatchObject({ id: sent.id, state: 'read', problem: null });
  });

  test('that is sent twice under one name is one', async () => {
    const { from, id } = await desk.aCustomer(desk.instagram);
    const body = { content: 'only once', client_message_id: 'c-1' };
    const answers = await Promise.all([desk.write(id, body), desk.write(id, body), desk.write(id, body)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body: { id: message } }) => message)).size).toBe(1);
    await inState(answers[0].body.id, 'sent', 'delivered', 'read');
    expect(await desk.instagram.sends(from)).toHaveLength(1);
    const other = await desk.aCustomer(desk.instagram);
    const theirs = await desk.write(other.id, body);
    expect(theirs.status).toBe(201);
    await inState(theirs.body.id, 'sent', 'delivered', 'read');
  });

  test('and says something else under that name is refused, and not dropped unseen', async () => {
    const { from, id } = await desk.aCustomer(desk.whatsapp);
    const body = { content: 'At noon.', client_message_id: 'once' };
    const { body: sent } = await desk.write(id, body);
    expect(await desk.write(id, body)).toMatchObject({ status: 200, body: { id: sent.id } });
    const template = { name: 'hello_world', language: 'fr' };
    for (const other of [
      { ...body, content: 'At one.' },
      { message_type: 'template', template, client_message_id: 'once' },
    ])
      expect(await desk.write(id, other)).toMatchObject({
        ...{ status: 422, body: { code: 'client_message_id_reused' } },
      });
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await desk.whatsapp.sends(from)).toHaveLength(1);
  });

  test('in which nothing can be seen is refused', async () => {
    const { id } = await desk.aCustomer(desk.whatsapp);
    for (const content of ['\u200b', ' \u2060\u00a0'])
      expect(await desk.write(id, { content })).toMatchObject({
        ...{ status: 400, body: { details: { content: [expect.stringMatching(/voir/)] } } },
      });
  });

  test('does not overtake one that was written before it, and that the platform put off', async () => {
    const { from, id } = await desk.aCustomer(desk.instagram);
    await desk.stack.sandbox.fault({
      ...{ standIn: 'instagram', fault: 'rate_limited', operation: 'message', match: desk.instagram.account },
      ...{ times: 1, retryAfterSeconds: 2 },
    });
    const sent = [];
    for (const content of ['one', 'two', 'three']) sent.push((await desk.write(id, { content })).body.id);
    for (const message of sent) await inState(message, 'sent', 'delivered', 'read');
    const sends = await desk.instagram.sends(from);
    expect(sends.map(({ text, sent: went }) => [text, went])).toEqual([
      ['one', false],
      ['one', true],
      ['two', true],
      ['three', true],
    ]);
  });

  test('with a file shows it, where the channel takes it', async () => {
    const media = await startMediaServer();
    const { from, id } = await desk.aCustomer(desk.whatsapp);
    const picture = { message_type: 'image', media_url: media.at('640x800.jpg'), content: 'the blue one' };
    const { body: sent } = await desk.write(id, picture);
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await desk.whatsapp.sends(from)).toMatchObject([{ type: 'image', text: 'the blue one' }]);
    const gram = await desk.aCustomer(desk.instagram);
    expect(await desk.write(gram.id, picture)).toMatchObject({
      status: 400,
      body: { details: { content: [expect.any(String)] } },
    });
    expect((await desk.write(gram.id, { ...picture, content: '' })).status).toBe(201);
    await media.close();
  });
});

describe('the time in which a customer may be written to', () => {
  const yesterday = () => ({ at: new Date(Date.now() - 25 * 60 * 60_000).toISOString() });

  test('is held before anything is sent: by WhatsApp only a template goes', async () => {
    const { from, id } = await desk.aCustomer(desk.whatsapp, yesterday());
    expect(await desk.write(id, { content: 'too late' })).toMatchObject({
      status: 409,
      body: { code: 'template_needed' },
    });
    const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ada' }] }];
    const template = { name: 'follow_up', language: 'fr', components };
    const { status, body: sent } = await desk.write(id, { message_type: 'template', template });
    expect({ status, content: sent.content }).toEqual({ status: 201, content: 'follow_up (fr): Ada' });
    expect(await desk.detailOf(id)).toMatchObject({ last_message_snippet: sent.content });
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await desk.whatsapp.sends(from)).toMatchObject([{ type: 'template', sent: true }]);
  });

  test('by Instagram nothing goes', async () => {
    const { from, id } = await desk.aCustomer(desk.instagram, yesterday());
    expect(await desk.write(id, { content: 'too late' })).toMatchObject({
      status: 409,
      body: { code: 'reply_window_over' },
    });
    expect(await desk.instagram.sends(from)).toEqual([]);
  });

  test('is looked at again when a message is sent', async () => {
    const { from, id } = await desk.aCustomer(desk.instagram);
    await rows(
      `update conversations set last_inbound_at = now() - interval '24 hours' where id = $1 returning 1 as kept`,
      [id],
    );
    const late = { conversationId: id, author: 'agent', kind: 'text', content: 'late', data: {} } as const;
    const { id: message } = await queueMessage({ ...late, clientMessageId: null, state: 'queued' });
    expect(await inState(message, 'failed')).toMatchObject({ problem_code: 'reply_window_over' });
    expect(await desk.instagram.sends(from)).toEqual([]);
    expect((await desk.threadOf(id)).at(-1).problem).toMatch(/écri/);
  });
});

describe('a text that is too long', () => {
  const sentence = 'Voilà une phrase assez longue, été comme hiver. ';

  test('is refused, and its limit named', async () => {
    const { id } = await desk.aCustomer(desk.instagram);
    const { status, body } = await desk.write(id, { content: sentence.repeat(30) });
    expect(status).toBe(400);
    expect(body.details.content[0]).toMatch(/Instagram.*1000 octets/);
  });

  test('is sent as several where that is asked for, in order, cut where sentences end', async () => {
    const { from, id } = await desk.aCustomer(desk.instagram);
    const long = { content: sentence.repeat(30), split: 'sentences', client_message_id: 'long' };
    const { body: sent } = await desk.write(id, long);
    expect(sent.parts).toHaveLength(2);
    expect((await desk.write(id, long)).body.parts).toEqual(sent.parts);
    for (const part of sent.parts) await inState(part, 'sent', 'delivered', 'read');
    const texts = (await desk.instagram.sends(from)).map(({ text }) => text);
    expect(texts.join(' ')).toBe(long.content.trim());
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000);
  });
});
