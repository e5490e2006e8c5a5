import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { Chat } from '../../test/support/chat.ts';
import { aMessage } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 2 }));
afterAll(closeDatabase);

test('who changed their number is written to at the new one, also when an older message comes late', async () => {
  const { source } = await Chat.begin();
  const [former, present] = [randomUUID(), randomUUID()];
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const id = await aMessage(source, { contactId: former, aliases: [present], at: minutesAgo(3) });
  const address = async () =>
    (await row<{ address: string }>('select external_id as address from conversations where id = $1', [id]))
      ?.address;
  expect(await aMessage(source, { contactId: present, at: minutesAgo(1) })).toBe(id);
  expect(await address()).toBe(present);
  expect(await aMessage(source, { contactId: former, at: minutesAgo(2) })).toBe(id);
  expect(await address()).toBe(present);
});
