import { randomUUID } from 'node:crypto';
import { ingestMessage } from '../../commands/inbox/ingestMessage.ts';
import type { Source } from '../../commands/inbox/source.ts';
import type { InboundMessage } from '../../contracts/inbound.ts';
import { aConnection } from './connections.ts';
import type { TestApi } from './testApi.ts';

/** An account of a project at which customers write, without a platform. */
export async function anInbox(
  api: Pick<TestApi, 'config'>,
  projectId: string,
  channel: 'instagram' | 'whatsapp' = 'instagram',
): Promise<Source> {
  const connection = await aConnection(api, projectId, channel);
  return { channel, scopeId: connection.id, accountId: connection.externalId, projectId, appId: null };
}

/** Has a customer write to an account; the conversation's id. What is left out is any text of anybody's. */
export async function aMessage(source: Source, message: Partial<InboundMessage> = {}): Promise<string> {
  const settlement = await ingestMessage(source, {
    ...{ kind: 'message', from: 'customer', contactId: randomUUID(), aliases: [], contactName: null },
    ...{ contactUsername: null, phoneNumber: null, messageId: randomUUID(), at: new Date() },
    ...{ type: 'text', text: 'hello', data: {}, media: [], replyToId: null },
    ...message,
  });
  const conversationId = 'conversationId' in settlement ? settlement.conversationId : null;
  if (!conversationId) throw new Error('the message came into no conversation');
  return conversationId;
}
