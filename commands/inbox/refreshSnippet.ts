import { row, rows } from '../../db/query.ts';
import { snippetOf } from './addMessage.ts';

/** A list shows a conversation by its latest message: to be called when that has changed, or is not to be seen any more. */
export async function refreshSnippet(conversationId: string): Promise<void> {
  const latest = await row<{ content: string; kind: string; sentAt: Date; unsentAt: Date | null }>(
    `select content, kind, sent_at as "sentAt", unsent_at as "unsentAt" from messages
     where conversation_id = $1 and state not in ('suggested', 'discarded')
     order by sent_at desc, sequence desc limit 1`,
    [conversationId],
  );
  if (!latest) return;
  const snippet = latest.unsentAt ? '' : snippetOf(latest.content, latest.kind);
  await rows(
    `update conversations set last_message_snippet = $2, last_message_at = $3 where id = $1 returning 1 as kept`,
    [conversationId, snippet, latest.sentAt],
  );
}
