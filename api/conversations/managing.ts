import {
  assignConversation,
  setAssistant,
  setConversationState,
  snoozeConversation,
  tagConversation,
} from '../../commands/inbox/manageConversation.ts';
import {
  AssignConversation,
  ChangeConversation,
  SnoozeConversation,
  TagConversation,
} from '../../contracts/conversationActions.ts';
import { Conversation, ConversationParams } from '../../contracts/conversations.ts';
import { notFound } from '../../contracts/refusal.ts';
import { findConversation } from '../../db/conversations.ts';
import { endpoint, ok, type Endpoint } from '../endpoint.ts';
import { presentConversation } from './presentConversation.ts';

const path = '/api/conversations/{conversation_id}';
const common = {
  tag: 'Conversations',
  access: 'editor',
  params: ConversationParams,
  answers: { 200: Conversation },
} as const;

async function answerWith(projectId: string, id: string) {
  const conversation = await findConversation(projectId, id);
  if (!conversation) throw notFound('conversation');
  return ok(presentConversation(conversation));
}

const change = endpoint({
  ...common,
  method: 'PATCH',
  path,
  summary: 'Say what the assistant does in a conversation, or give it back after a hand-over',
  body: ChangeConversation,
  async handle({ params: { conversation_id: id }, body, project }) {
    await setAssistant(project.id, id, body.ai);
    return answerWith(project.id, id);
  },
});

const assign = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/assign`,
  summary: 'Give a conversation to a member of the project, or to nobody',
  body: AssignConversation,
  async handle({ params: { conversation_id: id }, body, project }) {
    await assignConversation(project.id, id, body.user_id);
    return answerWith(project.id, id);
  },
});

const snooze = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/snooze`,
  summary: 'Put a conversation off: it comes back at that time, or when the customer writes',
  body: SnoozeConversation,
  async handle({ params: { conversation_id: id }, body, project }) {
    await snoozeConversation(project.id, id, new Date(body.until));
    return answerWith(project.id, id);
  },
});

const close = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/close`,
  summary: 'Close a conversation: it opens when the customer writes',
  async handle({ params: { conversation_id: id }, project }) {
    await setConversationState(project.id, id, 'closed');
    return answerWith(project.id, id);
  },
});

const reopen = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/reopen`,
  summary: 'Open a conversation that was closed or put off',
  async handle({ params: { conversation_id: id }, project }) {
    await setConversationState(project.id, id, 'open');
    return answerWith(project.id, id);
  },
});

const tags = endpoint({
  ...common,
  method: 'PUT',
  path: `${path}/tags`,
  summary: 'Give a conversation its tags',
  body: TagConversation,
  async handle({ params: { conversation_id: id }, body, project }) {
    await tagConversation(project.id, id, body.tags);
    return answerWith(project.id, id);
  },
});

/** What people of the shop do with conversations. */
export const managing: Endpoint[] = [change, assign, snooze, close, reopen, tags];
