import { notFound } from '../contracts/refusal.ts';
import { row } from '../db/query.ts';

/**
 * Holds a project until the surrounding transaction ends: changes of its members wait for each other; rows that refer
 * to it do not. Always taken before rows of people. @throws {Refusal} not_found when the project is deleted.
 */
export async function lockProject(projectId: string): Promise<void> {
  const locked = await row('select id from projects where id = $1 and deleted_at is null for no key update', [
    projectId,
  ]);
  if (!locked) throw notFound('project');
}
