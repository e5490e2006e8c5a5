import { knowledgeMaximum, type CreateKnowledge, type UpdateKnowledge } from '../../contracts/knowledge.ts';
import { conflict, notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

/** Tells a project's assistant something; its id. @throws {Refusal} 409 when it knows as much as it may. */
export async function addKnowledge(
  projectId: string,
  { kind, title, content, locale }: CreateKnowledge,
): Promise<string> {
  const added = await row<{ id: string }>(
    `insert into knowledge_documents (project_id, kind, title, content, locale)
     select $1, $2, $3, $4, $5 where (select count(*) from knowledge_documents where project_id = $1) < $6
     returning id`,
    [projectId, kind, title, content, locale, knowledgeMaximum],
  );
  if (!added) throw conflict('too_much_knowledge', { limit: knowledgeMaximum });
  return added.id;
}

/** Changes something that the assistant knows; what is left out stays as it is. @throws {Refusal} 404 */
export async function changeKnowledge(
  projectId: string,
  id: string,
  changes: UpdateKnowledge,
): Promise<void> {
  const { kind = null, title = null, content = null, locale } = changes;
  const changed = await row(
    `update knowledge_documents set kind = coalesce($3, kind), title = coalesce($4, title),
       content = coalesce($5, content), locale = case when $6 then $7 else locale end, updated_at = now()
     where project_id = $1 and id = $2 returning 1 as changed`,
    [projectId, id, kind, title, content, locale !== undefined, locale ?? null],
  );
  if (!changed) throw notFound('knowledge');
}

/** Has the assistant forget something. @throws {Refusal} 404 */
export async function removeKnowledge(projectId: string, id: string): Promise<void> {
  const removed = await row(
    `delete from knowledge_documents where project_id = $1 and id = $2 returning 1 as removed`,
    [projectId, id],
  );
  if (!removed) throw notFound('knowledge');
}
