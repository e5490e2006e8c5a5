import { describeTemplate } from '../../contracts/describeTemplate.ts';
import type { BatchMessage } from '../../contracts/messageBatches.ts';
import { clientNumberOf } from '../clients/phoneNumber.ts';
import type { OutgoingContent } from '../../contracts/sending.ts';
import { row, rows } from '../../db/query.ts';
import { addMessage } from '../inbox/addMessage.ts';
import { openConversation } from '../inbox/openConversation.ts';
import { endUnsent } from '../inbox/settleMessage.ts';
import type { Channel } from '../inbox/source.ts';
import { startWorkflow } from '../startWorkflow.ts';

/** A message that a batch has sent. */
export interface SentItem {
  batchId: string;
  projectId: string;
  userId: string;
  author: 'agent' | 'system';
  channel: Channel;
  accountId: string;
  connectionId: string | null;
  /** The recipient, as the request named them. */
  address: string;
  /** The recipient, as the platform's answer named them. */
  contactId: string | null;
  body: BatchMessage;
  externalId: string;
}

/**
 * Shows in its conversation what was sent to somebody whom the project knows: by an id at the account, or as a client of
 * this phone number. A message that is there already, for its echo came first, stays one. To strangers there is no
 * conversation until they write. The surrounding transaction holds the locks of the recipient and of the message.
 */
export async function recordInConversation(item: SentItem, scopeId: string): Promise<void> {
  const conversationId = (await findConversation(item, scopeId)) ?? (await openForClient(item, scopeId));
  if (!conversationId) return;
  const there = await row(`select 1 as there from messages where conversation_id = $1 and external_id = $2`, [
    conversationId,
    item.externalId,
  ]);
  if (there) return;
  const { id } = await addMessage({
    conversationId,
    direction: 'outbound',
    author: item.author,
    authorId: item.userId,
    ...contentOf(item),
    externalId: item.externalId,
    sentAt: new Date(),
    state: 'sent',
    opensWindow: false,
  });
  if (item.body.type === 'media') await startWorkflow('keepAttachments', { messageId: id }, item.projectId);
  await endUnsent(id);
  // The next message to this person keeps its distance from this one.
  await rows(`update messages set called_at = clock_timestamp() where id = $1 returning 1 as kept`, [id]);
}

const namesOf = ({ address, contactId }: SentItem): string[] => [...new Set([address, contactId ?? address])];

async function findConversation(item: SentItem, scopeId: string): Promise<string | null> {
  const found = await row<{ id: string }>(
    `select c.id from contact_identities k
     join conversations c on c.contact_id = k.contact_id and c.scope_id = k.scope_id
     where k.scope_id = $1 and k.external_id = any($2::text[]) order by c.created_at limit 1`,
    [scopeId, namesOf(item)],
  );
  return found?.id ?? null;
}

/** A client whose phone number this is, and with whom nobody has written at this account yet. */
async function openForClient(item: SentItem, scopeId: string): Promise<string | null> {
  const { projectId, channel, accountId, address } = item;
  if (channel !== 'whatsapp') return null;
  const client = await row<{ id: string }>(
    `select id from contacts where project_id = $1 and phone_number = any($2::text[]) limit 1`,
    [projectId, namesOf(item).map((name) => clientNumberOf(`+${name}`))],
  );
  if (!client) return null;
  await rows(
    `insert into contact_identities (contact_id, channel, scope_id, external_id)
     select $1, $2, $3, unnest($4::text[]) on conflict (scope_id, external_id) do nothing returning 1 as kept`,
    [client.id, channel, scopeId, namesOf(item)],
  );
  const source = { channel, scopeId, accountId, projectId, appId: null };
  return (await openConversation(source, client.id, item.contactId ?? address, new Date())).id;
}

function contentOf({ body, batchId }: SentItem) {
  const data = (content: OutgoingContent) => ({ batchId, ...content });
  switch (body.type) {
    case 'text':
      return { kind: 'text' as const, content: body.text, data: data({}) };
    case 'media': {
      const { mediaType: type, url, caption } = body;
      // The thread shows a copy of our own, for addresses die.
      const attachments = [{ state: 'due', url, id: null, mediaType: null, name: null }];
      return { kind: type, content: caption ?? '', data: { ...data({ media: { type, url } }), attachments } };
    }
    case 'template': {
      const { name, language, components } = body;
      return {
        kind: 'template' as const,
        content: describeTemplate({ name, language, components }),
        data: data({ template: { name, language, components } }),
      };
    }
  }
}
