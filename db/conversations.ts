import { isInThread } from './messages.ts';
import { has } from './plainText.ts';
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
  /** One whose time to be put off has passed is open. */
  state: ConversationState;
  snoozedUntil: Date | null;
  assignedTo: string | null;
  /** Since when it waits for a person, and why; null while it does not. */
  handedOverAt: Date | null;
  handoverReason: string | null;
  /** Who answers at the moment. */
  answeredBy: 'assistant' | 'person';
  tags: string[];
}

type ConversationState = 'open' | 'snoozed' | 'closed';

interface ConversationFilter {
  /** Null for all. */
  channel: ConversationRow['channel'] | null;
  unreadOnly: boolean;
  /** A part of a name, user name, phone number, mail address or message; case and accents do not matter. */
  search: string | undefined;
  state?: ConversationState | undefined;
  /** Whose they are; null: nobody's. */
  assignedTo?: string | null | undefined;
  tag?: string | undefined;
  /** Only those that wait for a person, or only those that do not. */
  handedOver?: boolean | undefined;
  /** Only those in which a customer waits for a person's answer. */
  waitingOnly?: boolean;
  limit: number;
  offset: number;
}

const identitiesHere = `contact_identities i where i.contact_id = c.contact_id and i.scope_id = c.scope_id`;

const stateNow = `case when c.state = 'snoozed' and c.snoozed_until <= now() then 'open' else c.state end`;

const assistantAnswers = `c.handed_over_at is null and (c.ai_paused_until is null or c.ai_paused_until <= now())
  and coalesce(c.ai_mode, (select s.mode from assistant_settings s where s.project_id = c.project_id)) = 'automatic'`;

const conversationColumns = `c.id, c.channel, c.scope_id as "scopeId", c.external_id as "externalId",
  coalesce(nullif(k.name, ''),
    (select username from ${identitiesHere} and username is not null order by created_at desc limit 1),
    k.phone_number, c.external_id) as "customerName",
  c.last_message_at as "lastMessageAt", c.last_message_snippet as "lastMessageSnippet",
  c.last_inbound_at as "lastInboundAt", c.unread_count as "unreadCount", ${stateNow} as state,
  case when ${stateNow} = 'snoozed' then c.snoozed_until end as "snoozedUntil", c.assigned_to as "assignedTo", c.tags,
  c.handed_over_at as "handedOverAt", c.handover_reason as "handoverReason",
  case when ${assistantAnswers} then 'assistant' else 'person' end as "answeredBy"`;

/** Fewer letters stand in nearly every message, and no index finds them. */
const shortestText = 3;

/**
 * The customer wrote last, counting neither what failed or nobody could confirm nor, once it was handed over, what the
 * assistant said; nobody has read it, or it was handed over; and it is not the assistant that answers.
 */
const waitsForPerson = `(${assistantAnswers}) is not true and (c.handed_over_at is not null or c.unread_count > 0)
  and ${stateNow} = 'open'
  and 'customer' = (select m.author from messages m where m.conversation_id = c.id and ${isInThread}
    and m.state <> 'failed' and (m.state <> 'unknown' or m.problem_code is null) and m.author <> 'system' and (m.author <> 'ai' or c.handed_over_at is null)
    order by m.sent_at desc, m.sequence desc limit 1)`;

/** A page of a project's conversations, the latest written to first, and how many there are in all. */
export async function findConversations(
  projectId: string,
  {
    channel,
    unreadOnly,
    search,
    state,
    assignedTo,
    tag,
    handedOver,
    waitingOnly,
    limit,
    offset,
  }: ConversationFilter,
): Promise<{ count: number; conversations: ConversationRow[] }> {
  const chosen = `conversations c join contacts k on k.id = c.contact_id
    where c.project_id = $1 and ($2::text is null or c.channel = $2) and (not $3::boolean or c.unread_count > 0)
      and ($4::text is null or ${has('k.name', '$4')} or ${has('k.phone_number', '$4')} or ${has('k.email', '$4')}
        or exists (select from ${identitiesHere} and ${has('i.username', '$4')})
        or $5::boolean and c.id in (select m.conversation_id from messages m
          where m.project_id = $1 and ${has('m.content', '$4')} and ${isInThread}))
      and ($6::text is null or ${stateNow} = $6)
      and ($7::text is null or coalesce(c.assigned_to::text, 'nobody') = $7)
      and ($8::text is null or $8 = any(c.tags))
      and ($9::boolean is null or (c.handed_over_at is not null) = $9)
      ${waitingOnly ? `and ${waitsForPerson}` : ''}`;
  const filter = [
    ...[projectId, channel, unreadOnly, search || null, (search?.length ?? 0) >= shortestText, state ?? null],
    ...[assignedTo === null ? 'nobody' : (assignedTo ?? null), tag ?? null],
    handedOver ?? null,
  ];
  const counted = await row<{ count: number }>(`select count(*)::int as count from ${chosen}`, filter);
  const conversations = await rows<ConversationRow>(
    `select ${conversationColumns} from ${chosen}
     order by c.last_message_at desc nulls last, c.id desc limit $10 offset $11`,
    [...filter, limit, offset],
  );
  return { count: counted?.count ?? 0, conversations };
}

/** A project's conversation as a list shows it; undefined when it has none of this id. */
export const findConversation = (projectId: string, id: string) =>
  row<ConversationRow>(
    `select ${conversationColumns} from conversations c join contacts k on k.id = c.contact_id
     where c.project_id = $1 and c.id = $2`,
    [projectId, id],
  );
