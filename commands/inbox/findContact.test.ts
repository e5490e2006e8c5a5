import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { findContact } from './findContact.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

test('a Mexican client is one, though WhatsApp still writes the 1 that their numbers had until 2019', async () => {
  const { projectId } = await aMember();
  const client = await row<{ id: string }>(
    `insert into contacts (project_id, phone_number) values ($1, '+525512345678') returning id`,
    [projectId],
  );
  const source = {
    channel: 'whatsapp',
    scopeId: randomUUID(),
    accountId: '1',
    projectId,
    appId: null,
  } as const;
  const told = { contactId: '5215512345678', phoneNumber: '+5215512345678', aliases: [] };
  const found = await findContact(source, { ...told, contactName: 'Luz', contactUsername: null }, new Date());
  expect(found).toBe(client?.id);
});
