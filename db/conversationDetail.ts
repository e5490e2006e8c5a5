import type { AssistantReason } from '../contracts/assistant.ts';
import { personName } from './people.ts';
import { row, rows } from './query.ts';

/** What is known of a conversation beside what a list shows. */
export interface ConversationDetailRow {
  contactId: string;
  /** What the assistant does here: its own mode (null: the project's), and the one that counts. */
  ownMode: 'off' | 'suggest' | 'automatic' | null;
  mode: 'off' | 'suggest' | 'automatic';
  /** Null when nobody leads. */
  pausedUntil: Date | null;
  handedOverAt: Date | null;
  handoverReason: string | null;
  /** Who types right now. */
  typingId: string | null;
  typingName: string | null;
  username: string | null;
  locale: string | null;
  /** Why the assistant has no answer to what the customer wrote, and nobody answered; null where it has one. */
  silentBecause: AssistantReason | null;
}

/** Undefined when the project has no conversation of this id. */
export const findConversationDetail = (projectId: string, id: string) =>
  row<ConversationDetailRow>(
    `select c.contact_id as "contactId", c.ai_mode as "ownMode", coalesce(c.ai_mode, s.mode, 'suggest') as mode,
       case when c.ai_paused_until > now() then c.ai_paused_until end as "pausedUntil",
       c.handed_over_at as "handedOverAt", c.handover_reason as "handoverReason",
       u.id as "typingId", ${personName} as "typingName", k.locale,
       (select username from contact_identities i where i.contact_id = c.contact_id and i.scope_id = c.scope_id
          and username is not null order by created_at desc limit 1) as username,
       (select a.reason from assistant_calls a where a.conversation_id = c.id and a.purpose = 'reply'
          and a.outdated_at is null and a.decision = 'hand_over'
          and a.sequence = (select max(m.sequence) from messages m where m.conversation_id = c.id
            and m.state not in ('suggested', 'discarded'))) as "silentBecause"
     from conversations c join contacts k on k.id = c.contact_id
     left join assistant_settings s on s.project_id = c.project_id
     left join users u on u.id = c.typing_by and c.typing_until > clock_timestamp()
     where c.project_id = $1 and c.id = $2`,
    [projectId, id],
  );

/** A note that customers never see. */
export interface NoteRow {
  id: string;
  authorId: string;
  authorName: string;
  content: string;
  createdAt: Date;
}

/** A conversation's notes, oldest first: all of them, or the one of this id. */
export const findNotes = (conversationId: string, id: string | null = null) =>
  rows<NoteRow>(
    `select n.id, n.author_id as "authorId", ${personName} as "authorName", n.content, n.created_at as "createdAt"
     from conversation_notes n join users u on u.id = n.author_id
     where n.conversation_id = $1 and ($2::uuid is null or n.id = $2) order by n.created_at, n.id`,
    [conversationId, id],
  );

/** Other conversations with the same contact. */
export interface OtherConversationRow {
  id: string;
  channel: 'instagram' | 'whatsapp' | 'widget';
  lastMessageAt: Date | null;
}

/** The latest written to first, twenty at most. */
export const findOtherConversations = (contactId: string, id: string) =>
  rows<OtherConversationRow>(
    `select id, channel, last_message_at as "lastMessageAt" from conversations where contact_id = $1 and id <> $2
     order by last_message_at desc nulls last, id desc limit 20`,
    [contactId, id],
  );

/** Where a conversation takes place. */
export interface ConversationPlace {
  id: string;
  channel: 'instagram' | 'whatsapp' | 'widget';
  externalId: string;
}

/** Undefined when the project has no conversation of this id. */
export const findConversationPlace = (projectId: string, id: string) =>
  row<ConversationPlace>(
    `select id, channel, external_id as "externalId" from conversations where project_id = $1 and id = $2`,
    [projectId, id],
  );
