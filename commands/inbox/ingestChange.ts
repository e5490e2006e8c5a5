import type { InboundEvent } from '../../contracts/inbound.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { outdateReplies } from '../assistant/outdateReplies.ts';
import { startWorkflow } from '../startWorkflow.ts';
import { storableText } from '../storable.ts';
import type { Settlement } from './eventQueue.ts';
import { refreshSnippet } from './refreshSnippet.ts';
import { lockIn, type Source } from './source.ts';
import { oweTurn } from './turns/oweTurn.ts';

type ChangeEvent = Extract<InboundEvent, { kind: 'edited' | 'unsent' | 'reaction' }>;
type ReadEvent = Extract<InboundEvent, { kind: 'read' }>;

interface Subject {
  id: string;
  conversationId: string;
  kind: string;
  attachments: { key?: string }[] | null;
}

/**
 * Changes a message as its writer did: edits it, takes it back, reacts to it. What is about a message that has not come
 * yet waits for it.
 */
export function ingestChange(source: Source, event: ChangeEvent): Promise<Settlement> {
  return transaction(async () => {
    const { contactId, messageId } = event;
    await lockIn(source, `contact:${contactId}`);
    const subject = await row<Subject>(
      `select m.id, m.conversation_id as "conversationId", m.kind, m.data -> 'attachments' as attachments
       from messages m join conversations c on c.id = m.conversation_id
       where m.external_id = $2 and c.scope_id = $1 for update of c`,
      [source.scopeId, messageId],
    );
    if (!subject)
      return { state: 'ignored', reason: 'the message that it is about is not here', waitingFor: messageId };
    const { conversationId } = subject;
    if (event.kind === 'reaction') await react(subject, event.emoji, event.at);
    if (event.kind === 'edited') await edit(subject, event.text, event.at);
    if (event.kind === 'unsent') await takeBack(source, subject, event.at);
    if (event.kind !== 'reaction') {
      await refreshSnippet(conversationId);
      await outdateReplies(conversationId);
      await oweTurn(conversationId);
    }
    return { state: 'processed', conversationId };
  });
}

const edit = ({ id }: Subject, text: string, at: Date) =>
  rows(
    `update messages set content = $2, edited_at = $3,
       data = jsonb_set(data, '{versions}', coalesce(data -> 'versions', '[]') || to_jsonb(content))
     where id = $1 and unsent_at is null and (edited_at is null or edited_at < $3) returning 1 as kept`,
    [id, storableText(text), at],
  );

/** Platforms want what was taken back to be gone: its text, and its files. */
async function takeBack({ projectId }: Source, { id, attachments }: Subject, at: Date): Promise<void> {
  await rows(
    `update messages set content = '', data = '{}', unsent_at = coalesce(unsent_at, $2) where id = $1
     returning 1 as kept`,
    [id, at],
  );
  const keys = (attachments ?? []).flatMap(({ key }) => (key ? [key] : []));
  if (keys.length > 0) await startWorkflow('removeFiles', { keys }, projectId);
}

const react = ({ id }: Subject, emoji: string | null, at: Date) =>
  rows(
    `update messages set data = jsonb_set(data, '{reaction}', $2::jsonb) where id = $1 and unsent_at is null
       and coalesce((data -> 'reaction' ->> 'at')::timestamptz, '-infinity') <= $3 returning 1 as kept`,
    [id, JSON.stringify({ emoji: emoji && storableText(emoji), at }), at],
  );

/**
 * Notes that a customer has read what they were sent until then. What we do not know yet to be sent may be among it: the
 * word waits for it, as a status does.
 */
export function ingestRead(source: Source, event: ReadEvent): Promise<Settlement> {
  return transaction(async () => {
    const { scopeId } = source;
    const { contactId, messageId, until } = event;
    if (messageId) await lockIn(source, `message:${messageId}`);
    const conversation = await row<{ id: string }>(
      `select c.id from conversations c
       join contact_identities i on i.contact_id = c.contact_id and i.scope_id = c.scope_id
       where c.scope_id = $1 and i.external_id = $2 order by c.created_at limit 1 for update of c`,
      [scopeId, contactId],
    );
    if (conversation)
      await rows(
        `update messages set state = 'read', state_since = clock_timestamp()
         where conversation_id = $1 and direction = 'outbound' and state in ('sent', 'delivered') and sent_at <= $2
         returning 1 as read`,
        [conversation.id, until],
      );
    await rows(
      `insert into early_statuses (scope_id, external_id, state, at)
       select $1, $2, 'read', $3 where $2::text is not null and not exists (
         select from messages m join conversations c on c.id = m.conversation_id
         where m.external_id = $2 and c.scope_id = $1)
       on conflict do nothing returning 1 as kept`,
      [scopeId, messageId, until],
    );
    return { state: 'processed', conversationId: conversation?.id ?? null };
  });
}
