import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { Chat } from '../../test/support/chat.ts';
import { createTestDatabase } from '../../test/support/database.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

test.each([
  ['text', true],
  ['unsupported', true],
  ['comment', false],
  ['mention', false],
  ['system', false],
] as const)('a message of the kind %s opens the time to answer: %s', async (type, opens) => {
  const chat = await Chat.begin({ type });
  const found = await row<{ isOpen: boolean }>(
    `select last_inbound_at is not null as "isOpen" from conversations where id = $1`,
    [chat.conversationId],
  );
  expect(found?.isOpen).toBe(opens);
});
