import { row, rows } from './query.ts';

/** A conversation as a list shows it. */
export interface ConversationRow {
  id: string;
  channel: 'instagram' | 'whatsapp' | 'widget';
  /** The connection's or the widget's id. */
  scopeId: string;
  /** The customer, as the channel names them. */
  externalId: string;
  customerName: string;
  lastMessageAt: Date | null;
  lastMessageSnippet: string;
  lastInboundAt: Date | null;
  unreadCount: number;
}

interface ConversationFilter {
  /** Null for all. */
  channel: ConversationRow['channel'] | null;
  unreadOnly: boolean;
  /** A part of a name, user name, phone number or mail address; case does not matter. */
  search: string | undefined;
  limit: number;
  offset: number;
}

const identitiesHere = `contact_identities i where i.contact_id = c.contact_id and i.scope_id = c.scope_id`;

const conversationColumns = `c.id, c.channel, c.scope_id as "scopeId", c.external_id as "externalId",
  coalesce(nullif(k.name, ''),
    (select username from ${identitiesHere} and username is not null order by created_at desc limit 1),
    k.phone_number, c.external_id) as "customerName",
  c.last_message_at as "lastMessageAt", c.last_message_snippet as "lastMessageSnippet",
  c.last_inbound_at as "lastInboundAt", c.unread_count as "unreadCount"`;

/** A page of a project's conversations, the latest written to first, and how many there are in all. */
export async function findConversations(
  projectId: string,
  { channel, unreadOnly, search, limit, offset }: ConversationFilter,
): Promise<{ count: number; conversations: ConversationRow[] }> {
  const chosen = `conversations c join contacts k on k.id = c.contact_id
    where c.project_id = $1 and ($2::text is null or c.channel = $2) and (not $3::boolean or c.unread_count > 0)
      and ($4::text is null or k.name ilike $4 or k.phone_number ilike $4 or k.email ilike $4
        or exists (select from ${identitiesHere} and i.username ilike $4))`;
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
  const filter = [projectId, channel, unreadOnly, pattern];
  const counted = await row<{ count: number }>(`select count(*)::int as count from ${chosen}`, filter);
  const conversations = await rows<ConversationRow>(
    `select ${conversationColumns} from ${chosen}
     order by c.last_message_at desc nulls last, c.id desc limit $5 offset $6`,
    [...filter, limit, offset],
  );
  return { count: counted?.count ?? 0, conversations };
}

/** How the channel names the customer of a project's conversation; undefined when it has none of this id. */
export const findCustomerOf = async (projectId: string, conversationId: string) =>
  (
    await row<{ externalId: string }>(
      `select external_id as "externalId" from conversations where project_id = $1 and id = $2`,
      [projectId, conversationId],
    )
  )?.externalId;

/** A message of a conversation. */
export interface MessageRow {
  id: string;
  conversationId: string;
  direction: 'inbound' | 'outbound';
  author: 'customer' | 'agent' | 'ai' | 'system';
  authorId: string | null;
  kind: string;
  content: string;
  data: MessageData;
  sentAt: Date;
  state: 'received' | 'queued' | 'sending' | 'unknown' | 'sent' | 'delivered' | 'read' | 'failed';
  problemCode: string | null;
  editedAt: Date | null;
  unsentAt: Date | null;
  /** Our id of the message that it answers, where that is in the conversation. */
  repliesTo: string | null;
}

/** What is kept with a message; besides these, what its type holds. */
export interface MessageData {
  attachments?: KeptAttachment[];
  reaction?: { emoji: string | null };
  [member: string]: unknown;
}

/** An attachment as its message holds it: what the platform told, then what became of it. */
export interface KeptAttachment {
  state: 'due' | 'kept' | 'failed';
  mediaType: string | null;
  name: string | null;
  key?: string;
  size?: number;
  problem?: string;
}

/** What was suggested and not sent is no part of the thread. */
const isInThread = `m.state not in ('suggested', 'discarded')`;

interface Stretch {
  /** Ids of messages of the conversation. */
  before: string | undefined;
  after: string | undefined;
  limit: number;
}

const messageColumns = `m.id, m.conversation_id as "conversationId", m.direction, m.author, m.author_id as "authorId",
  m.kind, m.content, m.data, m.sent_at as "sentAt", m.state, m.problem_code as "problemCode",
  m.edited_at as "editedAt", m.unsent_at as "unsentAt", answered.id as "repliesTo"`;

/**
 * A stretch of a conversation's thread, oldest first: what follows `after`, or else the last of what comes before
 * `before`, or of all.
 */
export function findMessages(conversationId: string, { before, after, limit }: Stretch) {
  const direction = after ? 'asc' : 'desc';
  const placeOf = (parameter: string) =>
    `(select sent_at, sequence from messages where conversation_id = $1 and id = ${parameter}::uuid)`;
  return rows<MessageRow>(
    `select ${messageColumns}
     from (select * from messages m where m.conversation_id = $1 and ${isInThread}
         and ($2::uuid is null or (m.sent_at, m.sequence) < ${placeOf('$2')})
         and ($3::uuid is null or (m.sent_at, m.sequence) > ${placeOf('$3')})
       order by m.sent_at ${direction}, m.sequence ${direction} limit $4) m
     left join messages answered on answered.conversation_id = m.conversation_id
       and answered.external_id = m.data ->> 'replyToId'
     order by m.sent_at, m.sequence`,
    [conversationId, before ?? null, after ?? null, limit],
  );
}

/** How many messages a conversation's thread has. */
export async function countMessages(conversationId: string): Promise<number> {
  const counted = await row<{ count: number }>(
    `select count(*)::int as count from messages m where m.conversation_id = $1 and ${isInThread}`,
    [conversationId],
  );
  return counted?.count ?? 0;
}

/** Whether all of these are messages of the conversation. */
export async function holdsMessages(conversationId: string, ids: string[]): Promise<boolean> {
  const found = await rows(`select id from messages where conversation_id = $1 and id = any($2::uuid[])`, [
    conversationId,
    ids,
  ]);
  return found.length === new Set(ids).size;
}
