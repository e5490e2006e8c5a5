import { isDeepStrictEqual } from 'node:util';
import { conflict, invalidField, Refusal } from '../../contracts/refusal.ts';
import type { OutgoingContent } from '../../contracts/sending.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { discardSuggestions } from './discardSuggestions.ts';
import { letPersonLead } from './letPersonLead.ts';
import { lockConversation, type LockedConversation } from './lockConversation.ts';
import { markRead } from './markRead.ts';
import { attachFile } from './messageFiles.ts';
import { queueMessage, type QueuedMessage } from './queueMessage.ts';

/** How the channel lets customers be written to: see Messaging. Null where they always may be, as in a widget. */
export type ReplyWindow = { ms: number; templates: boolean } | null;

/** Who writes, and where. */
export interface Writer {
  projectId: string;
  userId: string;
  conversationId: string;
}

interface Part {
  kind: QueuedMessage['kind'];
  content: string;
  data: OutgoingContent & { suggestionId?: string; attachments?: { state: string }[] };
}

interface NewText extends Writer {
  /** One message, or the parts of a long one, in order. */
  parts: Part[];
  /** The client's own: it makes a double click one message. */
  clientMessageId: string | undefined;
  /** What was attached before, and goes out with the first part. */
  fileId: string | undefined;
}

/**
 * A person of the shop writes to a customer: what was unread is read, the assistant keeps quiet for a while, and what it
 * suggested is not to be sent any more. Returns the messages' ids, in order; those that are there already where the client
 * sent this before.
 * @throws {Refusal} not_found; unprocessable when the client's name was another message's; conflict, before anything is
 * sent, when the channel does not let the customer be written to
 */
export function writeMessage(
  { projectId, userId, conversationId, parts, clientMessageId, fileId }: NewText,
  window: ReplyWindow,
): Promise<{ ids: string[]; isNew: boolean }> {
  return transaction(async () => {
    const conversation = await lockConversation(projectId, conversationId);
    const sent = clientMessageId ? await findSent(conversationId, clientMessageId) : [];
    if (sent.length > 0) {
      expectSame(sent, parts);
      return { ids: sent.map(({ id }) => id), isNew: false };
    }
    const isTemplate = parts.every(({ kind }) => kind === 'template');
    if (!isTemplate) expectOpen(conversation, window);
    for (const { data } of parts) await expectSuggestion(conversationId, data.suggestionId);
    await discardSuggestions(conversationId);
    const ids: string[] = [];
    for (const [place, part] of parts.entries()) {
      const { id } = await queueMessage({
        conversationId,
        author: 'agent',
        authorId: userId,
        ...part,
        data: { ...part.data },
        clientMessageId: clientMessageId ? clientId(clientMessageId, place) : null,
        state: 'queued',
      });
      ids.push(id);
    }
    if (fileId && ids[0]) await attachFile(fileId, ids[0]);
    await letPersonLead(conversationId, new Date());
    await markRead(projectId, conversationId);
    return { ids, isNew: true };
  });
}

/** A text is cut into no more parts. */
const mostParts = 100;
/** Under names of their own, which none that we make is like. */
const clientId = (given: string, place: number) =>
  place === 0 ? `client/${given}` : `part/${place}/${given}`;

interface SentPart extends Part {
  id: string;
  isChanged: boolean;
}

function findSent(conversationId: string, given: string): Promise<SentPart[]> {
  const names = Array.from({ length: mostParts }, (_, place) => clientId(given, place));
  return rows<SentPart>(
    `select id, kind, content, data, coalesce(edited_at, unsent_at) is not null as "isChanged" from messages
     where conversation_id = $1 and client_message_id = any($2::text[]) order by sequence`,
    [conversationId, names],
  );
}

/**
 * What was edited or taken back since is not what was sent, and counts as the same.
 * @throws {Refusal} unprocessable when these are not the messages that were sent under this name
 */
function expectSame(sent: SentPart[], parts: Part[]): void {
  if (sent.some(({ isChanged }) => isChanged)) return;
  const said = (messages: Part[]): unknown =>
    JSON.parse(
      JSON.stringify(
        messages.map(({ kind, content, data: { template, media } }) => ({ kind, content, template, media })),
      ),
    );
  if (!isDeepStrictEqual(said(sent), said(parts)))
    throw new Refusal('unprocessable', 'client_message_id_reused');
}

/** @throws {Refusal} conflict when the channel does not let the customer be written to */
export function expectOpen({ inboundAgeMs }: LockedConversation, window: ReplyWindow): void {
  if (!window || (inboundAgeMs !== null && inboundAgeMs < window.ms)) return;
  throw conflict(window.templates ? 'template_needed' : 'reply_window_over', {
    hours: window.ms / (60 * 60_000),
  });
}

/** @throws {Refusal} invalid when the assistant suggested nothing of this id here */
async function expectSuggestion(conversationId: string, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const suggestion = await row(
    `select 1 as there from messages where conversation_id = $1 and id = $2 and author = 'ai'
       and state in ('suggested', 'discarded')`,
    [conversationId, id],
  );
  if (!suggestion) throw invalidField('suggestion_id', 'suggestion_unknown');
}
