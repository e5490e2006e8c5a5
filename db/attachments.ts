import { row, rows } from './query.ts';

/** Something attached to a message, and what became of it. */
export interface DueAttachment {
  /** Its place among the message's attachments, from 0. */
  place: number;
  url: string | null;
  /** The platform's id of it. */
  id: string | null;
}

interface DueMessage {
  connectionId: string;
  attachments: DueAttachment[];
}

/** What of a message's attachments is still to be fetched; null when nothing is. */
export async function readDueAttachments(messageId: string): Promise<DueMessage | null> {
  const due = await rows<DueAttachment & { connectionId: string }>(
    `select c.scope_id as "connectionId", (item.place - 1)::int as place, item.attachment ->> 'url' as url,
       item.attachment ->> 'id' as id
     from messages m join conversations c on c.id = m.conversation_id
     cross join jsonb_array_elements(m.data -> 'attachments') with ordinality as item (attachment, place)
     where m.id = $1 and m.unsent_at is null and c.channel <> 'widget' and item.attachment ->> 'state' = 'due'
     order by item.place`,
    [messageId],
  );
  const [first] = due;
  return first ? { connectionId: first.connectionId, attachments: due } : null;
}

/** What became of an attachment: kept as a file of ours, or not to be had. */
export type AttachmentOutcome =
  { state: 'kept'; key: string; mediaType: string; size: number } | { state: 'failed'; problem: string };

/** Writes down what became of an attachment. False when its message was taken back meanwhile: nothing is kept of it. */
export async function settleAttachment(
  messageId: string,
  place: number,
  outcome: AttachmentOutcome,
): Promise<boolean> {
  const settled = await row(
    `update messages set data = jsonb_set(data, array['attachments', $2::text],
       (data -> 'attachments' -> $2::int) || $3::jsonb)
     where id = $1 and unsent_at is null and data -> 'attachments' -> $2::int is not null returning 1 as settled`,
    [messageId, place, JSON.stringify(outcome)],
  );
  return settled !== undefined;
}
