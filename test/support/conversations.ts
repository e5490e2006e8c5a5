import { randomUUID } from 'node:crypto';
import { addMessage } from '../../commands/inbox/addMessage.ts';
import { ingestMessage } from '../../commands/inbox/ingestMessage.ts';
import type { Source } from '../../commands/inbox/source.ts';
import type { InboundMessage } from '../../contracts/inbound.ts';
import { row, rows } from '../../db/query.ts';
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

/** A message of the shop's that could not be sent; its id. */
export async function aFailedMessage(conversationId: string): Promise<string> {
  const { id } = await addMessage({
    ...{ conversationId, direction: 'outbound', author: 'agent', kind: 'text', content: 'unheard', data: {} },
    ...{ externalId: null, sentAt: new Date(), state: 'queued', opensWindow: false },
  });
  await rows(
    `update messages set state = 'failed', problem_code = 'needs_reauth' where id = $1 returning 1 as kept`,
    [id],
  );
  return id;
}

/** A conversation of a channel, in which a customer has just written; its id. */
export async function aConversation(
  projectId: string,
  channel: 'instagram' | 'whatsapp' | 'widget' = 'whatsapp',
): Promise<string> {
  const made = await row<{ id: string }>(
    `with contact as (insert into contacts (project_id) values ($1) returning id)
     insert into conversations (project_id, contact_id, channel, scope_id, external_id)
     select $1, id, $2, gen_random_uuid(), '33612345678' from contact returning id`,
    [projectId, channel],
  );
  const conversationId = made?.id ?? '';
  await addMessage({
    ...{ conversationId, direction: 'inbound', author: 'customer', kind: 'text', content: 'hello', data: {} },
    ...{ externalId: randomUUID(), sentAt: new Date(), state: 'received', opensWindow: true },
  });
  return conversationId;
}
