import type { MessageType } from '../../contracts/inbound.ts';
import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { startWorkflow } from '../startWorkflow.ts';
import { addMessage } from './addMessage.ts';
import { whyNotSent } from './assistantHolds.ts';
import { discardSuggestions } from './discardSuggestions.ts';
import type { Channel } from './source.ts';

/** A message of the shop's, to send or to suggest. */
export interface QueuedMessage {
  conversationId: string;
  author: 'agent' | 'ai' | 'system';
  authorId?: string | null;
  kind: MessageType | 'template';
  content: string;
  /**
   * Plain JSON. `template` or `media` hold what is sent where it is no text; `answersSequence` is the last message that
   * one of the assistant answers; `attachments` are files to keep, as those of customers.
   */
  data: Record<string, unknown> & { attachments?: { state: string }[] };
  /** Unique in the conversation; null where nothing tells a repeat. */
  clientMessageId: string | null;
  state: 'queued' | 'suggested';
}

/**
 * Writes a message of the shop's into its conversation and promises to send it, in the surrounding transaction. One with
 * a client id that is there already stays one: `isNew` says so. A widget's message is sent by being there; an
 * assistant's is looked at again right then, as everywhere before it is sent, and may be discarded. What it
 * writes takes the place of its earlier suggestions. Whether the platform still lets the customer be written to is the
 * sender's question.
 * @throws {Refusal} not_found
 */
export function queueMessage(message: QueuedMessage): Promise<{ id: string; isNew: boolean }> {
  return transaction(async () => {
    const { conversationId, clientMessageId } = message;
    const conversation = await row<{ projectId: string; channel: Channel }>(
      `select project_id as "projectId", channel from conversations where id = $1 for update`,
      [conversationId],
    );
    if (!conversation) throw notFound('conversation');
    const known =
      clientMessageId === null ? undefined : await findByClientId(conversationId, clientMessageId);
    if (known) return { id: known.id, isNew: false };

    const state = await stateOf(message, conversation.channel);
    if (message.author === 'ai' && state !== 'discarded') await discardSuggestions(conversationId);
    const { id } = await addMessage({
      ...message,
      state,
      direction: 'outbound',
      externalId: null,
      sentAt: new Date(),
      opensWindow: false,
    });
    if (state === 'queued') await startWorkflow('sendMessage', { messageId: id }, conversation.projectId);
    if (hasDueFiles(message.data))
      await startWorkflow('keepAttachments', { messageId: id }, conversation.projectId);
    return { id, isNew: true };
  });
}

/** Files that a person brought are here already. */
const hasDueFiles = ({ attachments = [] }: { attachments?: { state: string }[] }) =>
  attachments.some(({ state }) => state === 'due');

const findByClientId = (conversationId: string, clientMessageId: string) =>
  row<{ id: string }>(`select id from messages where conversation_id = $1 and client_message_id = $2`, [
    conversationId,
    clientMessageId,
  ]);

async function stateOf({ conversationId, author, data, state }: QueuedMessage, channel: Channel) {
  if (channel !== 'widget' || state === 'suggested') return state;
  const isHeld = author === 'ai' && (await whyNotSent(conversationId, Number(data.answersSequence))) !== null;
  return isHeld ? 'discarded' : 'sent';
}
