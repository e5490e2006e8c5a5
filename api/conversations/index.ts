import { markRead } from '../../commands/inbox/markRead.ts';
import {
  ConversationList,
  ConversationParams,
  ConversationQuery,
  ConversationRead,
  conversationsMaximum,
  MessageList,
  MessageQuery,
  messagesMaximum,
} from '../../contracts/conversations.ts';
import { notFound } from '../../contracts/refusal.ts';
import {
  countMessages,
  findConversations,
  findCustomerOf,
  findMessages,
  holdsMessages,
} from '../../db/conversations.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import { endpoint, ok, type Endpoint } from '../endpoint.ts';
import { pageOf } from '../paging.ts';
import { presentConversation } from './presentConversation.ts';
import { presentMessage } from './presentMessage.ts';

const path = '/api/conversations';
const tag = 'Conversations';

const list = endpoint({
  method: 'GET',
  path,
  summary: 'Conversations with customers, the latest written to first',
  tag,
  access: 'viewer',
  query: ConversationQuery,
  answers: { 200: ConversationList },
  async handle({ query: { channel, unread, search, page, limit }, project }) {
    const { count, conversations } = await findConversations(project.id, {
      channel: channel === 'all' ? null : channel,
      unreadOnly: unread === 'true',
      search,
      ...pageOf({ page, page_size: limit }, { maximumSize: conversationsMaximum }),
    });
    return ok({ conversations: conversations.map(presentConversation), total: count });
  },
});

const messages = endpoint({
  method: 'GET',
  path: `${path}/{conversation_id}/messages`,
  summary: 'The messages of a conversation, oldest first',
  tag,
  access: 'viewer',
  params: ConversationParams,
  query: MessageQuery,
  answers: { 200: MessageList },
  async handle({ params: { conversation_id: id }, query: { before, after, limit }, project, services }) {
    const customer = await findCustomerOf(project.id, id);
    if (customer === undefined) throw notFound('conversation');
    const named = [before, after].filter((each) => each !== undefined);
    if (!(await holdsMessages(id, named))) throw notFound('message');
    const stretch = { before, after, limit: Math.min(limit, messagesMaximum) };
    const [found, total] = await Promise.all([findMessages(id, stretch), countMessages(id)]);
    const { JWT_SECRET: secret = '', PUBLIC_URL: publicUrl } = services.config;
    const link = (key: string) => signMediaLink(secret, publicUrl, key, new Date());
    return ok({ messages: found.map((message) => presentMessage(message, customer, link)), total });
  },
});

const read = endpoint({
  method: 'PATCH',
  path: `${path}/{conversation_id}/read`,
  summary: 'Mark a conversation as read',
  tag,
  access: 'editor',
  params: ConversationParams,
  answers: { 200: ConversationRead },
  async handle({ params, project }) {
    await markRead(project.id, params.conversation_id);
    return ok({ success: true as const });
  },
});

/** What customers write, and what they are answered: socialsync-api.md. */
export const conversations: Endpoint[] = [list, messages, read];
