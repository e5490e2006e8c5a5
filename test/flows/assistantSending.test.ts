import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { queueMessage } from '../../commands/inbox/queueMessage.ts';
import { row } from '../../db/query.ts';
import { inState, messageOf, startDesk, type Desk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

/** When a message of the assistant goes out, and when it no longer does. */

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stack.close());

describe('a message of the assistant', () => {
  const suggest = (conversationId: string, more: object) =>
    queueMessage({
      ...{ conversationId, author: 'ai', kind: 'text', content: `an answer ${randomUUID()}` },
      ...{ data: { answersSequence: 1 }, clientMessageId: randomUUID(), state: 'queued' },
      ...more,
    });

  afterAll(() => desk.setAssistant('off'));
  /** Somebody whom nobody answers by itself, while the assistant may from now on. */
  const aQuietCustomer = async () => {
    await desk.setAssistant('off');
    const customer = await desk.aCustomer(desk.instagram);
    await eventually(async () =>
      expect(await row(`select turn_due_at from conversations where id = $1`, [customer.id])).toEqual({
        turn_due_at: null,
      }),
    );
    await desk.setAssistant('automatic');
    return customer;
  };

  test('goes out while nothing speaks against it', async () => {
    const { from, id } = await aQuietCustomer();
    const { id: message } = await suggest(id, {});
    await inState(message, 'sent', 'delivered', 'read');
    expect(await desk.instagram.sends(from)).toHaveLength(1);
  });

  test('is not sent once a person is typing', async () => {
    const { from, id } = await aQuietCustomer();
    expect((await desk.ada.client.post(`/api/conversations/${id}/typing`)).status).toBe(204);
    expect((await desk.detailOf(id)).typing_by).toMatchObject({ name: desk.ada.username });
    const { id: message } = await suggest(id, {});
    await inState(message, 'discarded');
    expect(await desk.instagram.sends(from)).toEqual([]);
    expect(await desk.threadOf(id)).toHaveLength(1);
    expect((await desk.detailOf(id)).last_message_snippet).toBe(`hello from ${from}`);
  });

  test('is not sent when the customer has written more meanwhile, or the assistant was turned off', async () => {
    const { id } = await aQuietCustomer();
    const { id: old } = await suggest(id, { data: { answersSequence: 0 } });
    await inState(old, 'discarded');
    await desk.ada.client.patch(`/api/conversations/${id}`, { ai: 'off' });
    const { id: unwanted } = await suggest(id, {});
    await inState(unwanted, 'discarded');
  });

  test('that is a suggestion is shown apart, and gone once a person answers', async () => {
    const { id } = await aQuietCustomer();
    const { id: suggestion } = await suggest(id, { state: 'suggested', content: 'maybe this' });
    expect((await desk.detailOf(id)).ai.suggestion).toMatchObject({ id: suggestion, content: 'maybe this' });
    expect((await desk.write(id, { content: 'that', suggestion_id: randomUUID() })).status).toBe(400);
    const { body: sent } = await desk.write(id, { content: 'rather that', suggestion_id: suggestion });
    expect(sent).toMatchObject({ author: 'agent', suggestion_id: suggestion });
    expect((await desk.detailOf(id)).ai.suggestion).toBeNull();
    expect(await messageOf(suggestion)).toMatchObject({ state: 'discarded' });
  });
});
