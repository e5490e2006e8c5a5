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
import { ConversationDetail } from '../../contracts/conversationActions.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findContactRow } from '../../db/contacts.ts';
import {
  findConversationDetail,
  findConversationPlace,
  findNotes,
  findOtherConversations,
} from '../../db/conversationDetail.ts';
import { findConversation, findConversations } from '../../db/conversations.ts';
import { countMessages, findMessages, findSuggestion, holdsMessages } from '../../db/messages.ts';
import { findOrders } from '../../db/orders.ts';
import { endpoint, ok, type Endpoint } from '../endpoint.ts';
import { pageOf } from '../paging.ts';
import { presentConversation } from './presentConversation.ts';
import { termsOf } from './composeMessage.ts';
import { files } from './files.ts';
import { managing } from './managing.ts';
import { notes } from './notes.ts';
import { presentDetail } from './presentDetail.ts';
import { messagePresenter } from './presentMessage.ts';
import { sending } from './sending.ts';

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
  async handle({
    query: {
      channel,
      unread,
      waiting,
      search,
      assigned,
      state,
      tag: tagged,
      handed_over: handedOver,
      page,
      limit,
    },
    project,
    caller,
  }) {
    const { count, conversations } = await findConversations(project.id, {
      channel: channel === 'all' ? null : channel,
      unreadOnly: unread === 'true',
      waitingOnly: waiting === 'true',
      search,
      state,
      assignedTo: assigned === 'me' ? caller.userId : assigned === 'nobody' ? null : assigned,
      tag: tagged,
      handedOver: handedOver && handedOver === 'true',
      ...pageOf({ page, page_size: limit }, { maximumSize: conversationsMaximum }),
    });
    return ok({ conversations: conversations.map(presentConversation), total: count });
  },
});

const detail = endpoint({
  method: 'GET',
  path: `${path}/{conversation_id}`,
  summary: 'A conversation with all that helps to answer it',
  tag,
  access: 'viewer',
  params: ConversationParams,
  answers: { 200: ConversationDetail },
  async handle({ params: { conversation_id: id }, project, services }) {
    const [conversation, found] = await Promise.all([
      findConversation(project.id, id),
      findConversationDetail(project.id, id),
    ]);
    const contact = found && (await findContactRow(project.id, found.contactId));
    if (!conversation || !found || !contact) throw notFound('conversation');
    const [orders, notes, others, suggestion] = await Promise.all([
      findOrders(project.id, { contactId: contact.id, limit: 20, offset: 0 }),
      findNotes(id),
      findOtherConversations(contact.id, id),
      findSuggestion(id),
    ]);
    const terms = termsOf(services, conversation.channel);
    return ok(
      presentDetail({ conversation, detail: found, contact, orders, notes, others, suggestion, terms }),
    );
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
  async handle({ params, query: { before, after, limit }, project, services, locale }) {
    const { conversation_id: id } = params;
    const conversation = await findConversationPlace(project.id, id);
    if (!conversation) throw notFound('conversation');
    const named = [before, after].filter((each) => each !== undefined);
    if (!(await holdsMessages(id, named))) throw notFound('message');
    const stretch = { before, after, limit: Math.min(limit, messagesMaximum) };
    const [found, total] = await Promise.all([findMessages(id, stretch), countMessages(id)]);
    const present = messagePresenter(services, locale);
    return ok({ messages: found.map((message) => present(message, conversation.externalId)), total });
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
export const conversations: Endpoint[] = [
  ...[list, detail, messages, read],
  ...sending,
  ...files,
  ...managing,
  ...notes,
];
