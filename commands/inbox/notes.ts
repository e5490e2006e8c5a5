import { conflict, notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { lockConversation } from './lockConversation.ts';

/** A conversation holds no more. */
const notesMaximum = 200;

/** Writes a note that customers never see; its id. @throws {Refusal} not_found; conflict when there are too many */
export function addNote(
  projectId: string,
  conversationId: string,
  userId: string,
  content: string,
): Promise<string> {
  return transaction(async () => {
    await lockConversation(projectId, conversationId);
    const made = await row<{ id: string }>(
      `insert into conversation_notes (conversation_id, author_id, content)
       select $1, $2, $3 where (select count(*) from conversation_notes where conversation_id = $1) < ${notesMaximum}
       returning id`,
      [conversationId, userId, content],
    );
    if (!made) throw conflict('too_many_notes', { limit: notesMaximum });
    return made.id;
  });
}

const ofProject = `id = $3 and conversation_id = (select id from conversations where project_id = $1 and id = $2)`;

/** @throws {Refusal} not_found */
export async function changeNote(
  projectId: string,
  conversationId: string,
  id: string,
  content: string,
): Promise<void> {
  const changed = await row(
    `update conversation_notes set content = $4 where ${ofProject} returning 1 as kept`,
    [projectId, conversationId, id, content],
  );
  if (!changed) throw notFound('note');
}

/** @throws {Refusal} not_found */
export async function removeNote(projectId: string, conversationId: string, id: string): Promise<void> {
  const removed = await row(`delete from conversation_notes where ${ofProject} returning 1 as removed`, [
    projectId,
    conversationId,
    id,
  ]);
  if (!removed) throw notFound('note');
}
