import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { InboundEvent } from '../../contracts/inbound.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { Chat } from '../../test/support/chat.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { ingestEvent } from './ingestEvent.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

const receivedAt = new Date('2026-01-12T09:00:00Z');
const day = 24 * 60 * 60_000;

/** A customer's message, whose platform says that it was written then; when we say that it was. */
async function keptTimes(at: Date) {
  const { source } = await Chat.begin();
  const claimed = {
    id: '0',
    channel: 'whatsapp',
    accountId: null,
    payload: '',
    wholeBody: false,
    attempts: 0,
  };
  const messageId = randomUUID();
  const message: InboundEvent = {
    ...{ kind: 'message', from: 'customer', contactId: randomUUID(), aliases: [], contactName: null },
    ...{ contactUsername: null, phoneNumber: null, messageId, at },
    ...{ type: 'text', text: 'hello', data: {}, media: [], replyToId: null },
  };
  await ingestEvent({ ...claimed, receivedAt }, source, [message]);
  return row<{ sentAt: Date; lastInboundAt: Date; lastMessageAt: Date }>(
    `select m.sent_at as "sentAt", c.last_inbound_at as "lastInboundAt", c.last_message_at as "lastMessageAt"
     from messages m join conversations c on c.id = m.conversation_id where m.external_id = $1`,
    [messageId],
  );
}
const all = (at: Date) => ({ sentAt: at, lastInboundAt: at, lastMessageAt: at });

test.each([400 * day, 99_999_999_999_999 - receivedAt.getTime(), 61_000, Number.NaN])(
  'a message of %i ms after we heard of it counts as written then',
  async (ahead) => {
    expect(await keptTimes(new Date(receivedAt.getTime() + ahead))).toEqual(all(receivedAt));
  },
);

test.each([-400 * day, 0, 59_000])('one of %i ms after it keeps its time', async (ahead) => {
  const at = new Date(receivedAt.getTime() + ahead);
  expect(await keptTimes(at)).toEqual(all(at));
});
