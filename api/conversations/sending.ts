import { noteTyping } from '../../commands/inbox/manageConversation.ts';
import { retryMessage } from '../../commands/inbox/retryMessage.ts';
import { writeMessage } from '../../commands/inbox/writeMessage.ts';
import { MessageParams, SendMessage, SentMessage } from '../../contracts/conversationActions.ts';
import { ConversationMessage, ConversationParams } from '../../contracts/conversations.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findConversationPlace } from '../../db/conversationDetail.ts';
import { findMessageFile } from '../../db/messageFiles.ts';
import { findMessagesByIds } from '../../db/messages.ts';
import { created, endpoint, noContent, ok, type Endpoint } from '../endpoint.ts';
import { composeMessage, termsOf, type ChannelTerms } from './composeMessage.ts';
import { messagePresenter } from './presentMessage.ts';

const path = '/api/conversations/{conversation_id}';
const tag = 'Conversations';

const windowOf = ({ windowMs, templates }: ChannelTerms) =>
  windowMs === null ? null : { ms: windowMs, templates };

const send = endpoint({
  method: 'POST',
  path: `${path}/messages`,
  summary: 'Write to the customer: the message is kept, and sent after',
  tag,
  access: 'editor',
  idempotent: true,
  params: ConversationParams,
  body: SendMessage,
  refuses: [409],
  answers: { 200: SentMessage, 201: SentMessage },
  async handle({ params, body, project, caller, services, locale }) {
    const conversation = await findConversationPlace(project.id, params.conversation_id);
    if (!conversation) throw notFound('conversation');
    const terms = termsOf(services, conversation.channel);
    const file = body.file_id ? await findMessageFile(conversation.id, body.file_id) : undefined;
    const parts = composeMessage(body, file, terms, locale);
    const { ids, isNew } = await writeMessage(
      {
        ...{ projectId: project.id, userId: caller.userId, conversationId: conversation.id, parts },
        clientMessageId: body.client_message_id,
        fileId: file?.id,
      },
      windowOf(terms),
    );
    const [first] = await findMessagesByIds(conversation.id, ids);
    if (!first) throw notFound('message');
    const answer = { ...messagePresenter(services, locale)(first, conversation.externalId), parts: ids };
    return isNew ? created(answer) : ok(answer);
  },
});

const retry = endpoint({
  method: 'POST',
  path: `${path}/messages/{message_id}/retry`,
  summary: 'Send a message again that failed',
  tag,
  access: 'editor',
  params: MessageParams,
  refuses: [409],
  answers: { 200: ConversationMessage },
  async handle({ params, project, caller, services, locale }) {
    const { conversation_id: conversationId, message_id: messageId } = params;
    const conversation = await findConversationPlace(project.id, conversationId);
    if (!conversation) throw notFound('conversation');
    const terms = termsOf(services, conversation.channel);
    const writer = { projectId: project.id, userId: caller.userId, conversationId, messageId };
    await retryMessage(writer, windowOf(terms));
    const [message] = await findMessagesByIds(conversationId, [messageId]);
    if (!message) throw notFound('message');
    return ok(messagePresenter(services, locale)(message, conversation.externalId));
  },
});

const typing = endpoint({
  method: 'POST',
  path: `${path}/typing`,
  summary:
    'Say that you are typing: others see it for ten seconds, and the assistant keeps quiet for a while',
  tag,
  access: 'editor',
  params: ConversationParams,
  answers: { 204: null },
  async handle({ params, project, caller }) {
    await noteTyping(project.id, params.conversation_id, caller.userId);
    return noContent();
  },
});

/** What people of the shop write to customers. */
export const sending: Endpoint[] = [send, retry, typing];
