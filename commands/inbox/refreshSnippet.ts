import { row, rows } from '../../db/query.ts';
import { snippetOf } from './addMessage.ts';

/** The conversation's snippet is that of its latest message, whatever became of it. */
export async function refreshSnippet(conversationId: string): Promise<void> {
  const latest = await row<{ content: string; kind: string; unsentAt: Date | null }>(
    `select content, kind, unsent_at as "unsentAt" from messages
     where conversation_id = $1 and state not in ('suggested', 'discarded')
     order by sent_at desc, sequence desc limit 1`,
    [conversationId],
  );
  if (!latest) return;
  const snippet = latest.unsentAt ? '' : snippetOf(latest.content, latest.kind);
  await rows(`update conversations set last_message_snippet = $2 where id = $1 returning 1 as kept`, [
    conversationId,
    snippet,
  ]);
}
