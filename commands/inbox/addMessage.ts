import type { MessageType } from '../../contracts/inbound.ts';
import { row } from '../../db/query.ts';
import { storableJson, storableText } from '../storable.ts';

/** A message to write into a conversation. */
export interface NewMessage {
  conversationId: string;
  direction: 'inbound' | 'outbound';
  author: 'customer' | 'agent' | 'ai' | 'system';
  authorId?: string | null;
  kind: MessageType | 'template';
  content: string;
  data: Record<string, unknown>;
  /** The platform's id of it. */
  externalId: string | null;
  /** The client's own: it makes a double click one message. */
  clientMessageId?: string | null;
  sentAt: Date;
  state: 'received' | 'suggested' | 'queued' | 'sent' | 'discarded';
  /** Whether it opens the time in which the customer may be written to: see `opensNoWindow`. */
  opensWindow: boolean;
}

/**
 * Writes a message under its conversation's row lock: it gets the next sequence, and the conversation's counters,
 * snippet and times follow. The order for readers is `sent_at`, then the sequence: a late message takes its place.
 * An inbound one opens a conversation that was closed or snoozed. Suggestions and what was discarded, which nobody
 * sent, count for nothing.
 */
export async function addMessage(message: NewMessage): Promise<{ id: string; sequence: string }> {
  const { conversationId, direction, content, sentAt, state } = message;
  const text = storableText(content);
  const isInbound = direction === 'inbound';
  const isInThread = state !== 'suggested' && state !== 'discarded';
  const added = await row<{ id: string; sequence: string }>(
    `with counted as (
       update conversations set last_sequence = last_sequence + 1, updated_at = now(),
         unread_count = unread_count + case when $2 then 1 else 0 end,
         last_message_snippet = case when $5 and $3 >= coalesce(last_message_at, $3) then $4 else last_message_snippet end,
         last_message_at = case when $5 then greatest(last_message_at, $3) else last_message_at end,
         last_inbound_at = case when $6 then greatest(last_inbound_at, $3) else last_inbound_at end,
         state = case when $2 then 'open' else state end,
         snoozed_until = case when $2 then null else snoozed_until end
       where id = $1 returning project_id, last_sequence)
     insert into messages (conversation_id, project_id, sequence, direction, author, author_id, kind, content, data,
       external_id, client_message_id, sent_at, state)
     select $1, project_id, last_sequence, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $3, $15 from counted
     returning id, sequence`,
    [
      ...[conversationId, isInbound, sentAt, snippetOf(text, message.kind), isInThread],
      ...[
        isInbound && message.opensWindow,
        direction,
        message.author,
        message.authorId ?? null,
        message.kind,
      ],
      ...[
        text,
        JSON.stringify(storableJson(message.data)),
        message.externalId,
        message.clientMessageId ?? null,
      ],
      state,
    ],
  );
  if (!added) throw new Error('there is no such conversation');
  return added;
}

/** What a list shows of a message: its text, or what it is where it has none. */
export const snippetOf = (content: string, kind: string): string =>
  [...content.replace(/\s+/g, ' ').trim()].slice(0, 160).join('') || `[${kind}]`;
