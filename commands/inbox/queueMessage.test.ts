import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { aConversation } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { queueMessage, type QueuedMessage } from './queueMessage.ts';

let projectId: string;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
  ({ projectId } = await aMember());
});
afterAll(closeDatabase);
beforeEach(() => rows(`delete from outbox returning 1 as removed`));

const queue = (conversationId: string, message: Partial<QueuedMessage> = {}) =>
  queueMessage({
    conversationId,
    author: 'agent',
    kind: 'text',
    content: 'an answer',
    data: {},
    clientMessageId: null,
    state: 'queued',
    ...message,
  });
const stateOf = async (id: string) =>
  (await row<{ state: string }>('select state from messages where id = $1', [id]))?.state;
const promised = () => rows(`select workflow, input from outbox where workflow = 'sendMessage'`);

test('a message is written and promised to be sent, once for each name that its writer gave it', async () => {
  const conversation = await aConversation(projectId);
  const both = await Promise.all([
    queue(conversation, { clientMessageId: 'mine' }),
    queue(conversation, { clientMessageId: 'mine' }),
  ]);
  const [first] = both;
  expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  expect(both.map(({ isNew }) => isNew).toSorted()).toEqual([false, true]);
  expect(await promised()).toEqual([{ workflow: 'sendMessage', input: { messageId: first.id } }]);
  expect((await queue(await aConversation(projectId), { clientMessageId: 'mine' })).isNew).toBe(true);
  expect((await queue(conversation)).isNew).toBe(true);
});

test('a suggestion takes the place of the one before it, and nobody promises to send it', async () => {
  const conversation = await aConversation(projectId);
  const suggest = (clientMessageId: string) =>
    queue(conversation, { author: 'ai', state: 'suggested', clientMessageId });
  const first = await suggest('turn/1');
  expect(await suggest('turn/1')).toEqual({ ...first, isNew: false });
  const second = await suggest('turn/2');
  expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['discarded', 'suggested']);
  expect(await promised()).toEqual([]);
});

test('in a widget a message is sent by being there; one of the assistant is looked at right then', async () => {
  const conversation = await aConversation(projectId, 'widget');
  const { id } = await queue(conversation);
  expect(await stateOf(id)).toBe('sent');
  expect(await promised()).toEqual([]);
  const answer = { author: 'ai', data: { answersSequence: 1 } } as const;
  const suggested = await queue(conversation, { author: 'ai', state: 'suggested' });
  const held = await queue(conversation, answer);
  expect([await stateOf(held.id), await stateOf(suggested.id)]).toEqual(['discarded', 'suggested']);
  await rows(`update conversations set ai_mode = 'automatic' where id = $1 returning 1 as kept`, [
    conversation,
  ]);
  expect(await stateOf((await queue(conversation, answer)).id)).toBe('sent');
});
