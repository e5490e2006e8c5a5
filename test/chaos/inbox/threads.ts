import { rows } from '../../../db/query.ts';
import type { Json } from '../../support/apiClient.ts';
import { insist } from '../insist.ts';
import type { InboxShop } from './shop.ts';

/** A message of ours, as its row tells. */
export interface OurMessage {
  id: string;
  conversationId: string;
  sequence: number;
  direction: 'inbound' | 'outbound';
  author: 'customer' | 'agent' | 'ai' | 'system';
  kind: string;
  content: string;
  state: string;
  externalId: string | null;
  isUnsent: boolean;
  problemCode: string | null;
  /** The platform's words. */
  problemDetail: string | null;
}

/** A conversation of ours, with its messages in the order of our sequence. */
export interface OurConversation {
  id: string;
  connectionId: string;
  person: string;
  handoverReason: string | null;
  messages: OurMessage[];
}

/** All conversations, by account and customer; there may be several of one, which is a mistake. */
export async function readConversations(): Promise<Map<string, OurConversation[]>> {
  const conversations = await rows<OurConversation>(
    `select id, scope_id as "connectionId", external_id as person,
       case when handed_over_at is not null then handover_reason end as "handoverReason"
     from conversations`,
  );
  const messages = await rows<OurMessage>(
    `select id, conversation_id as "conversationId", sequence::float8 as sequence, direction, author, kind, content,
       state, external_id as "externalId", unsent_at is not null as "isUnsent", problem_code as "problemCode",
       problem_detail as "problemDetail"
     from messages order by conversation_id, sequence`,
  );
  const byConversation = Map.groupBy(messages, ({ conversationId }) => conversationId);
  return Map.groupBy(
    conversations.map((each) => ({ ...each, messages: byConversation.get(each.id) ?? [] })),
    ({ connectionId, person }) => `${connectionId} ${person}`,
  );
}

const mostAtOnce = 200;

/** A conversation as the API shows it, oldest message first. */
export async function readThread({ client }: InboxShop, conversationId: string): Promise<Json[]> {
  const path = `/api/conversations/${conversationId}/messages?limit=${mostAtOnce}`;
  const thread: Json[] = [];
  for (;;) {
    const before = thread[0] ? `&before=${thread[0].id}` : '';
    const { body } = await insist(client, 'GET', `${path}${before}`);
    thread.unshift(...body.messages);
    if (body.messages.length < mostAtOnce) return thread;
  }
}

/** What happened in a conversation, in one line, for who looks for a mistake. */
export const storyOf = ({ id, handoverReason, messages }: OurConversation): string => {
  const told = messages.map(
    ({ sequence, author, kind, state, content, externalId, problemCode }) =>
      `${sequence} ${author} ${kind} ${state}${problemCode ? ` (${problemCode})` : ''} "${content.slice(0, 30)}" ${externalId?.slice(-8) ?? '-'}`,
  );
  return `conversation ${id}${handoverReason ? `, ${handoverReason}` : ''}: ${told.join('; ')}`;
};
