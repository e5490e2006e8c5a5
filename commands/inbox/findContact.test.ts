import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { findContact } from './findContact.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

const sourceOf = (projectId: string) =>
  ({ channel: 'whatsapp', scopeId: randomUUID(), accountId: '1', projectId, appId: null }) as const;

test('who writes their name of nothing that can be seen has none', async () => {
  const { projectId } = await aMember();
  const told = { contactId: '33612345678', phoneNumber: '+33612345678', aliases: [], contactUsername: null };
  const id = await findContact(sourceOf(projectId), { ...told, contactName: ' \u200b\u3164' }, new Date());
  expect(await row(`select name from contacts where id = $1`, [id])).toEqual({ name: null });
});

test('a Mexican client is one, though WhatsApp still writes the 1 that their numbers had until 2019', async () => {
  const { projectId } = await aMember();
  const client = await row<{ id: string }>(
    `insert into contacts (project_id, phone_number) values ($1, '+525512345678') returning id`,
    [projectId],
  );
  const told = { contactId: '5215512345678', phoneNumber: '+5215512345678', aliases: [] };
  const luz = { ...told, contactName: 'Luz', contactUsername: null };
  const found = await findContact(sourceOf(projectId), luz, new Date());
  expect(found).toBe(client?.id);
});
