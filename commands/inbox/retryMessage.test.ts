import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { aConversation } from '../../test/support/conversations.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { claimMessage } from './claimMessage.ts';
import { ingestStatus } from './ingestStatus.ts';
import { messageReference } from './messageReference.ts';
import { queueMessage } from './queueMessage.ts';
import { retryMessage } from './retryMessage.ts';
import { failMessage } from './settleMessage.ts';

beforeAll(async () => connectDatabase({ url: await createTestDatabase(), poolSize: 4 }));
afterAll(closeDatabase);

const terms = { windowMs: 24 * 60 * 60_000, paceMs: 0, callMs: 30_000 };
const stateOf = async (id: string) =>
  (await row<{ state: string }>(`select state from messages where id = $1`, [id]))?.state;

test('what is told late of an attempt does not end the message that is sent anew', async () => {
  const { user, projectId } = await aMember();
  const conversationId = await aConversation(projectId);
  const order = { conversationId, author: 'agent', kind: 'text', content: 'hello', data: {} } as const;
  const { id: messageId } = await queueMessage({ ...order, clientMessageId: null, state: 'queued' });
  await claimMessage(messageId, terms);
  await failMessage(messageId, 1, { code: '131026', detail: null });
  await retryMessage({ projectId, userId: user.id, conversationId, messageId }, null);

  const found = await row<{ scopeId: string }>(
    `select scope_id as "scopeId" from conversations where id = $1`,
    [conversationId],
  );
  const scopeId = found?.scopeId ?? '';
  const source = { channel: 'whatsapp', scopeId, accountId: '1', projectId, appId: null } as const;
  const told = (attempt: number) =>
    ingestStatus(source, {
      ...{ kind: 'status', messageId: `wamid.${attempt}`, state: 'sent', at: new Date(), problemCode: null },
      reference: messageReference({ messageId, attempt }),
    });
  await told(1);
  expect(await stateOf(messageId)).toBe('queued');
  const claim = await claimMessage(messageId, terms);
  await told(claim.kind === 'send' ? claim.order.attempt : 0);
  expect(await stateOf(messageId)).toBe('sent');
});
