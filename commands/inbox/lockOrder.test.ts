import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import type { WidgetRow } from '../../db/widgets.ts';
import { aConversation } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { holdRows } from '../../test/support/heldRows.ts';
import { aMember } from '../../test/support/members.ts';
import { markSeen } from '../widgets/takeVisitorMessage.ts';
import { confirmSent } from './confirmSent.ts';
import { ingestRead } from './ingestChange.ts';
import { queueMessage } from './queueMessage.ts';

let url: string;
let projectId: string;
beforeAll(async () => {
  url = await createTestDatabase();
  connectDatabase({ url, poolSize: 4 });
  ({ projectId } = await aMember());
});
afterAll(closeDatabase);

interface Subject {
  conversationId: string;
  scopeId: string;
  messageId: string;
}

/** A message of the shop's that a customer was sent by a widget. */
async function aMessage(): Promise<Subject> {
  const conversationId = await aConversation(projectId, 'widget');
  const order = { conversationId, author: 'agent', kind: 'text', content: 'here', data: {} } as const;
  const { id: messageId } = await queueMessage({ ...order, clientMessageId: null, state: 'queued' });
  const made = await row<{ scopeId: string }>(
    `insert into contact_identities (contact_id, channel, scope_id, external_id)
     select contact_id, channel, scope_id, 'ada' from conversations where id = $1 returning scope_id as "scopeId"`,
    [conversationId],
  );
  return { conversationId, messageId, scopeId: made?.scopeId ?? '' };
}

const changes: Record<string, (subject: Subject) => Promise<unknown>> = {
  'what confirms a message': ({ messageId }) => confirmSent(messageId, 'platform id'),
  'a customer who has read it': ({ scopeId }) =>
    ingestRead(
      { channel: 'widget', scopeId, accountId: '1', projectId, appId: null },
      { kind: 'read', contactId: 'ada', messageId: null, until: new Date() },
    ),
  'a visitor who has seen it': ({ scopeId, messageId }) =>
    markSeen({ id: scopeId } as WidgetRow, 'ada', messageId),
};

test.each(Object.keys(changes))('%s takes the conversation before its messages', async (name) => {
  const subject = await aMessage();
  const other = await holdRows(url);
  await other.hold(`select from conversations where id = $1 for update`, [subject.conversationId]);
  const changed = changes[name]?.(subject).catch(() => 'ended');
  await other.untilWaiting(1);
  // Whoever holds the conversation may change its messages: nobody else does meanwhile.
  await other.hold(`select from messages where id = $1 for update nowait`, [subject.messageId]);
  await other.release();
  expect(await changed).toBe('ended');
});
