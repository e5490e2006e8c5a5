import { wakesNobody } from '../contracts/inbound.ts';
import { row, rows } from './query.ts';

/** Of messages `m`: what was suggested and not sent is no part of the thread. */
export const isInThread = `m.state not in ('suggested', 'discarded')`;

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
  /** A call of the assistant led to it. */
  isExplained: boolean;
}

/** What is kept with a message; besides these, what its type holds. */
export interface MessageData {
  attachments?: KeptAttachment[];
  reaction?: { emoji: string | null };
  suggestionId?: string;
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

interface Stretch {
  /** Ids of messages of the conversation. */
  before: string | undefined;
  after: string | undefined;
  limit: number;
}

const messageColumns = `m.id, m.conversation_id as "conversationId", m.direction, m.author, m.author_id as "authorId",
  m.kind, m.content, m.data, m.sent_at as "sentAt", m.state, m.problem_code as "problemCode",
  m.edited_at as "editedAt", m.unsent_at as "unsentAt", answered.id as "repliesTo",
  exists (select from assistant_calls a where a.message_id = m.id and a.purpose = 'reply') as "isExplained"`;

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

/** These messages of a conversation, in the order they were written down: of a thread, or suggested. */
export const findMessagesByIds = (conversationId: string, ids: string[]) =>
  rows<MessageRow>(
    `select ${messageColumns} from messages m
     left join messages answered on answered.conversation_id = m.conversation_id
       and answered.external_id = m.data ->> 'replyToId'
     where m.conversation_id = $1 and m.id = any($2::uuid[]) order by m.sequence`,
    [conversationId, ids],
  );

/** What the assistant suggests to answer. */
export interface Suggestion {
  id: string;
  content: string;
  createdAt: Date;
  /** What the customer asked that it answers, where they have written since; null where it answers what they wrote last. */
  earlierQuestion: string | null;
}

/** Undefined when it suggests nothing. */
export const findSuggestion = (conversationId: string) =>
  row<Suggestion>(
    `select s.id, s.content, s.created_at as "createdAt",
       (select left(m.content, 500) from messages m where m.conversation_id = s.conversation_id
          and m.sequence::text = s.data ->> 'answersSequence' and exists (
            select from messages l where l.conversation_id = m.conversation_id and l.direction = 'inbound'
              and l.sequence > m.sequence and l.kind <> all($2::text[]))) as "earlierQuestion"
     from messages s where s.conversation_id = $1 and s.state = 'suggested' order by s.sequence desc limit 1`,
    [conversationId, [...wakesNobody]],
  );

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
