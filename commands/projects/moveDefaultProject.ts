import { User } from '../../db/models/user.ts';
import { row } from '../../db/query.ts';
import { createDefaultProject } from './createProject.ts';

/**
 * Gives people another default project than the one they lose, in the surrounding transaction: their own oldest one,
 * else the oldest they are a member of, else a new one. They are no members of the lost project any more.
 */
export async function moveDefaultProject(userIds: string[], lostProjectId: string): Promise<void> {
  // In the order of their ids, for two who lock the same people.
  const users = await User.findAll({ where: { id: userIds }, order: [['id', 'ASC']], lock: true });
  for (const user of users) {
    if (user.defaultProjectId !== lostProjectId) continue;
    const other = await oldestProject(user.id);
    if (other) await user.update({ defaultProjectId: other.id });
    else await createDefaultProject(user);
  }
}

const oldestProject = (userId: string) =>
  row<{ id: string }>(
    `select p.id from memberships m join projects p on p.id = m.project_id and p.deleted_at is null
     where m.user_id = $1 order by m.role = 'owner' desc, p.created_at, p.id limit 1`,
    [userId],
  );
