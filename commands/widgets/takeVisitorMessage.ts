import { randomUUID } from 'node:crypto';
import { Refusal } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row, rows } from '../../db/query.ts';
import { findVisitorMessage, type VisitorMessageRow, type WidgetRow } from '../../db/widgets.ts';
import { ingestMessage } from '../inbox/ingestMessage.ts';
import type { Source } from '../inbox/source.ts';

/** What a visitor writes by a widget. */
export interface VisitorMessage {
  /** How the widget names the visitor. */
  visitorId: string;
  text: string;
  /** Tells a repeat; null where nothing does. */
  clientMessageId: string | null;
  at: Date;
  name?: string | undefined;
  /** As the visitor says: nobody has checked it. */
  email?: string | undefined;
  locale?: string | undefined;
}

const sourceOf = ({ id, projectId }: WidgetRow): Source => ({
  channel: 'widget',
  scopeId: id,
  accountId: id,
  projectId,
  appId: null,
});

/**
 * Writes a visitor's message into their conversation, in the request that brings it: whoever is answered has it kept.
 * @throws {Refusal} client_message_id_reused, with nothing changed, where the visitor sent other words by that id
 */
export function takeVisitorMessage(widget: WidgetRow, message: VisitorMessage): Promise<VisitorMessageRow> {
  return transaction(async () => {
    const { visitorId, clientMessageId, name, email, locale } = message;
    const messageId = clientMessageId ?? randomUUID();
    const settlement = await ingestMessage(sourceOf(widget), {
      ...{ kind: 'message', from: 'customer', contactId: visitorId, aliases: [], messageId },
      ...{ contactName: name ?? null, contactUsername: null, phoneNumber: null, at: message.at },
      ...{ type: 'text', text: message.text, data: {}, media: [], replyToId: null },
    });
    const conversationId = settlement.state === 'processed' ? settlement.conversationId : null;
    const kept = conversationId ? await findVisitorMessage(conversationId, messageId) : undefined;
    if (!conversationId || !kept) throw new Error("a visitor's message came into no conversation");
    if (kept.unsentAt === null && kept.content !== message.text)
      throw new Refusal('unprocessable', 'client_message_id_reused');
    if (email || locale)
      await rows(
        `update contacts k set email = coalesce(k.email, $2), locale = coalesce($3, k.locale), updated_at = now()
         from conversations c where c.id = $1 and k.id = c.contact_id returning 1 as kept`,
        [conversationId, email ?? null, locale ?? null],
      );
    return kept;
  });
}

/** Notes how far a message of ours has come at the visitor's; it only ever goes on. False when the widget sent none such. */
export async function settleVisitorStatus(
  widget: WidgetRow,
  messageId: string,
  status: 'delivered' | 'read',
): Promise<boolean> {
  const earlier = status === 'read' ? ['sent', 'delivered'] : ['sent'];
  const found = await row<{ id: string }>(
    `with sent as (
       select m.id, m.state from messages m join conversations c on c.id = m.conversation_id
       where m.id = $1 and c.scope_id = $2 and m.direction = 'outbound' for update of m),
     moved as (
       update messages set state = $3, state_since = clock_timestamp()
       where id in (select id from sent where state = any($4::text[])) returning id)
     select id from sent`,
    [messageId, widget.id, status, earlier],
  );
  return found !== undefined;
}

/** Notes that a visitor has read what they were sent, up to and with a message of their conversation. */
export function markSeen(widget: WidgetRow, visitorId: string, messageId: string): Promise<void> {
  return transaction(async () => {
    const seen = await row<{ conversationId: string; sequence: string }>(
      `select c.id as "conversationId", seen.sequence from messages seen
       join conversations c on c.id = seen.conversation_id
       join contact_identities i on i.contact_id = c.contact_id and i.scope_id = c.scope_id
       where seen.id = $1 and c.scope_id = $2 and i.external_id = $3 for update of c`,
      [messageId, widget.id, visitorId],
    );
    if (!seen) return;
    await rows(
      `update messages set state = 'read', state_since = clock_timestamp()
       where conversation_id = $1 and sequence <= $2 and direction = 'outbound' and state in ('sent', 'delivered')
       returning 1 as moved`,
      [seen.conversationId, seen.sequence],
    );
  });
}
