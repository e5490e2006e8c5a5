import type { z } from 'zod';
import {
  attachedFileLimit,
  type ConversationDetail,
  type Note,
} from '../../contracts/conversationActions.ts';
import type { ContactRow } from '../../db/contacts.ts';
import type { ConversationDetailRow, NoteRow, OtherConversationRow } from '../../db/conversationDetail.ts';
import type { ConversationRow } from '../../db/conversations.ts';
import type { Suggestion } from '../../db/messages.ts';
import type { OrderRow } from '../../db/orders.ts';
import { presentOrder } from '../orders/presentOrder.ts';
import { captionRoom, type ChannelTerms } from './composeMessage.ts';
import { presentConversation } from './presentConversation.ts';

type Detail = z.infer<typeof ConversationDetail>;

export const presentNote = (note: NoteRow): z.infer<typeof Note> => ({
  id: note.id,
  author_id: note.authorId,
  author_name: note.authorName,
  content: note.content,
  created_at: note.createdAt.toISOString(),
});

interface DetailParts {
  conversation: ConversationRow;
  detail: ConversationDetailRow;
  contact: ContactRow;
  orders: OrderRow[];
  notes: NoteRow[];
  others: OtherConversationRow[];
  suggestion: Suggestion | undefined;
  terms: ChannelTerms;
}

/** A conversation with all that helps to answer it. */
export const presentDetail = (parts: DetailParts): Detail => ({
  ...presentConversation(parts.conversation),
  contact: presentContact(parts),
  orders: parts.orders.map(presentOrder),
  notes: parts.notes.map(presentNote),
  ai: presentAssistant(parts),
  typing_by:
    parts.detail.typingId === null
      ? null
      : { user_id: parts.detail.typingId, name: parts.detail.typingName ?? '' },
  files: parts.terms.files.map(({ kind, mediaTypes, maximumBytes }) => ({
    type: kind,
    media_types: [...mediaTypes],
    maximum_bytes: Math.min(maximumBytes, attachedFileLimit),
    caption_maximum: captionRoom(parts.terms, kind),
  })),
  other_conversations: parts.others.map(({ id, channel, lastMessageAt }) => ({
    ...{ id, channel, last_message_at: lastMessageAt?.toISOString() ?? null },
  })),
});

const presentContact = ({ contact, detail }: DetailParts): Detail['contact'] => ({
  id: contact.id,
  name: contact.name,
  username: detail.username,
  phone_number: contact.phoneNumber,
  email: contact.email,
  status: contact.status,
  locale: detail.locale,
  last_contact_at: contact.lastContactAt?.toISOString() ?? null,
  created_at: contact.createdAt.toISOString(),
});

const presentAssistant = ({ detail, suggestion }: DetailParts): Detail['ai'] => ({
  mode: detail.mode,
  own_mode: detail.ownMode,
  paused_until: detail.pausedUntil?.toISOString() ?? null,
  handed_over_at: detail.handedOverAt?.toISOString() ?? null,
  handover_reason: detail.handoverReason,
  suggestion: suggestion
    ? {
        id: suggestion.id,
        content: suggestion.content,
        created_at: suggestion.createdAt.toISOString(),
        earlier_question: suggestion.earlierQuestion,
      }
    : null,
  silent_because: detail.silentBecause,
});
