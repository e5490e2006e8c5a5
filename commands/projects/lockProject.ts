import { forbidden, notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';

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

/**
 * Holds a project for one of its owners: whoever was removed or demoted since the request began does nothing any more.
 * @throws {Refusal} not_found, forbidden
 */
export async function lockProjectOf(projectId: string, ownerId: string): Promise<void> {
  await lockProject(projectId);
  const owner = await row(
    `select 1 as found from memberships where project_id = $1 and user_id = $2 and role = 'owner'`,
    [projectId, ownerId],
  );
  if (!owner) throw forbidden();
}
