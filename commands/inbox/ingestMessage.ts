import { opensNoWindow, wakesNobody, type InboundMessage } from '../../contracts/inbound.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { startWorkflow } from '../startWorkflow.ts';
import { addMessage } from './addMessage.ts';
import { reviveWaiting, type Settlement } from './eventQueue.ts';
import { findContact } from './findContact.ts';
import { placeEcho } from './placeEcho.ts';
import { openConversation } from './openConversation.ts';
import { endUnsent } from './settleMessage.ts';
import { lockIn, type Source } from './source.ts';
import { oweTurn } from './turns/oweTurn.ts';

/**
 * Writes a message into the conversation with its customer, which is made where it is the first one, and wakes the
 * conversation. A message that is there already stays one. `waitedMs`: for how long an echo has waited for us to know
 * whether it is our own.
 */
export function ingestMessage(
  source: Source,
  message: InboundMessage,
  { waitedMs = 0 }: { waitedMs?: number } = {},
): Promise<Settlement & { added?: boolean }> {
  return transaction(async () => {
    const { contactId, aliases, messageId } = message;
    await lockIn(source, ...[contactId, ...aliases].map((id) => `contact:${id}`));
    const isEcho = message.from === 'shop';
    if (isEcho) await lockIn(source, `message:${messageId}`);
    const contact = await findContact(source, message, message.at);
    const { id: conversationId, isNew } = await openConversation(source, contact, contactId, message.at);
    const processed = { state: 'processed' as const, conversationId };
    if (await isThere(conversationId, messageId)) return processed;

    const echo = isEcho ? await placeEcho(source, conversationId, message, waitedMs) : null;
    if (echo === 'wait') return { state: 'postponed', seconds: 2 };
    if (echo === 'ours') return processed;
    const attachments = message.media.map((media) => ({ ...media, state: 'due' }));
    const added = await addMessage({
      conversationId,
      direction: isEcho ? 'outbound' : 'inbound',
      author: isEcho ? (echo === 'app' ? 'system' : 'agent') : 'customer',
      kind: message.type,
      content: message.text,
      data: {
        ...message.data,
        ...(message.replyToId && { replyToId: message.replyToId }),
        ...(attachments.length > 0 && { attachments }),
      },
      externalId: messageId,
      sentAt: message.at,
      state: isEcho ? 'sent' : 'received',
      opensWindow: !opensNoWindow.includes(message.type),
    });
    if (echo === 'person') await endUnsent(added.id);
    if (attachments.length > 0)
      await startWorkflow('keepAttachments', { messageId: added.id }, source.projectId);
    // A widget's visitor is known to nobody: there is no platform to ask.
    if (isNew && !message.contactName && source.channel !== 'widget')
      await startWorkflow('nameContact', { conversationId }, source.projectId);
    if (!isEcho && !wakesNobody.includes(message.type)) await oweTurn(conversationId);
    await reviveWaiting(source.channel, source.accountId, messageId);
    return { ...processed, added: true };
  });
}

const isThere = async (conversationId: string, messageId: string) =>
  (await row(`select 1 as there from messages where conversation_id = $1 and external_id = $2`, [
    conversationId,
    messageId,
  ])) !== undefined;
