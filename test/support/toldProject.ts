import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { row, rows } from '../../db/query.ts';
import { aConnection } from './connections.ts';
import { eventually } from './eventually.ts';
import { aPerson } from './people.ts';
import { startTestStack } from './testStack.ts';
import { instagramBody, sendWebhook, whatsappBody } from './webhooks.ts';

/** The whole product, and in it a project that is told by webhooks what customers write to it. */
export type ToldProject = Awaited<ReturnType<typeof startToldProject>>;

export async function startToldProject(overrides: Record<string, string> = {}) {
  const stack = await startTestStack(overrides);
  const ada = await aPerson(stack.api, 'ada');
  const operator = await aPerson(stack.api, 'operator');
  await grantAdmin(operator.email);
  const project: string = (await ada.client.get('/api/v1/projects')).body[0].id;
  const whatsapp = (await aConnection(stack.api, project, 'whatsapp')).externalId;
  const instagram = (await aConnection(stack.api, project, 'instagram')).externalId;
  const send = (platform: string, body: object | string, options = {}) =>
    sendWebhook(stack.api.url, platform, body, options);
  return {
    ...{ stack, ada, operator, project },
    /** Its accounts, as their platforms name them. */
    whatsapp,
    instagram,
    send,
    /** Sends an update, which is stored when this is done. */
    async told(platform: 'whatsapp' | 'instagram', ...updates: object[]): Promise<void> {
      const body =
        platform === 'whatsapp' ? whatsappBody(whatsapp, ...updates) : instagramBody(instagram, ...updates);
      expect((await send(platform, body)).status).toBe(200);
    },
  };
}

/** Waits until the reader has done with all that came. */
export const allRead = () =>
  eventually(async () => {
    expect(await rows(`select event_key, problem from inbox_events where state = 'new'`)).toEqual([]);
  });

export const aNumber = () => `336${String(randomBytes(4).readUInt32BE()).padStart(10, '0').slice(0, 8)}`;

export const anId = () => `wamid.${randomUUID()}`;

export const conversationOf = (contactId: string) =>
  row<{
    id: string;
    unread_count: number;
    last_message_snippet: string;
    last_message_at: Date;
    last_inbound_at: Date | null;
    ai_paused_until: Date | null;
    name: string | null;
    phone_number: string | null;
  }>(
    `select c.*, k.name, k.phone_number from conversations c join contacts k on k.id = c.contact_id
     where c.external_id = $1`,
    [contactId],
  );

/** A customer's messages as they are read: by the platform's time. */
export const messagesOf = (contactId: string) =>
  rows<{
    id: string;
    kind: string;
    content: string;
    state: string;
    author: string;
    data: Record<string, unknown>;
  }>(
    `select m.* from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1
     order by m.sent_at, m.sequence`,
    [contactId],
  );

export const textsOf = async (contactId: string) =>
  (await messagesOf(contactId)).map(({ content }) => content);

export const eventOf = (key: string) =>
  row<{ state: string; problem: string | null; payload: string }>(
    `select * from inbox_events where event_key = $1`,
    [key],
  );
