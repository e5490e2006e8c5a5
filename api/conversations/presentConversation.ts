import type { z } from 'zod';
import type { ConversationList } from '../../contracts/conversations.ts';
import { replyWindowHours } from '../../contracts/replyWindow.ts';
import type { ConversationRow } from '../../db/conversations.ts';

const replyWindowMs = replyWindowHours * 60 * 60_000;

/** A conversation as socialsync-api shows it. */
export const presentConversation = (
  conversation: ConversationRow,
): z.infer<typeof ConversationList>['conversations'][number] => ({
  id: conversation.id,
  channel: conversation.channel,
  customer_name: conversation.customerName,
  customer_identifier: conversation.externalId,
  last_message_at: conversation.lastMessageAt?.toISOString() ?? null,
  last_message_snippet: conversation.lastMessageSnippet,
  unread_count: conversation.unreadCount,
  social_account_id: conversation.channel === 'widget' ? null : conversation.scopeId,
  reply_window_ends_at: replyWindowEnd(conversation)?.toISOString() ?? null,
  state: conversation.state,
  snoozed_until: conversation.snoozedUntil?.toISOString() ?? null,
  assigned_to: conversation.assignedTo,
  tags: conversation.tags,
  handed_over_at: conversation.handedOverAt?.toISOString() ?? null,
  handover_reason: conversation.handoverReason,
  answered_by: conversation.answeredBy,
});

const replyWindowEnd = ({ channel, lastInboundAt }: ConversationRow): Date | null =>
  channel === 'widget' || !lastInboundAt ? null : new Date(lastInboundAt.getTime() + replyWindowMs);
