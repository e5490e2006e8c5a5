import { conflict, notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { row } from '../../db/query.ts';
import { lockProject } from '../projects/lockProject.ts';

/** A project holds no more. */
const savedRepliesMaximum = 500;

interface SavedText {
  title: string;
  content: string;
}

/** Keeps a text to answer with; its id. @throws {Refusal} conflict when there are too many */
export function addSavedReply(projectId: string, { title, content }: SavedText): Promise<string> {
  return transaction(async () => {
    await lockProject(projectId);
    const made = await row<{ id: string }>(
      `insert into saved_replies (project_id, title, content)
       select $1, $2, $3 where (select count(*) from saved_replies where project_id = $1) < ${savedRepliesMaximum}
       returning id`,
      [projectId, title, content],
    );
    if (!made) throw conflict('too_many_saved_replies', { limit: savedRepliesMaximum });
    return made.id;
  });
}

/** Changes what is given of it. @throws {Refusal} not_found */
export async function changeSavedReply(
  projectId: string,
  id: string,
  { title, content }: Partial<SavedText>,
): Promise<void> {
  const changed = await row(
    `update saved_replies set title = coalesce($3, title), content = coalesce($4, content), updated_at = now()
     where project_id = $1 and id = $2 returning 1 as kept`,
    [projectId, id, title ?? null, content ?? null],
  );
  if (!changed) throw notFound('saved reply');
}

/** @throws {Refusal} not_found */
export async function removeSavedReply(projectId: string, id: string): Promise<void> {
  const removed = await row(
    `delete from saved_replies where project_id = $1 and id = $2 returning 1 as removed`,
    [projectId, id],
  );
  if (!removed) throw notFound('saved reply');
}
