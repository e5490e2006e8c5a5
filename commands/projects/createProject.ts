import { fullName } from '../../contracts/names.ts';
import { transaction } from '../../db/connection.ts';
import { Membership } from '../../db/models/membership.ts';
import { Project } from '../../db/models/project.ts';
import type { User } from '../../db/models/user.ts';

interface NewProject {
  name: string;
  description?: string;
  timezone?: string;
  settings?: Record<string, unknown>;
}

/** Writes a project and makes its creator the owner. */
export function createProject(ownerId: string, project: NewProject): Promise<Project> {
  return transaction(async () => {
    const { id } = await Project.create({ ...project });
    await Membership.create({ projectId: id, userId: ownerId, role: 'owner' });
    return Project.findByPk(id, { rejectOnEmpty: true });
  });
}

/** A project named after a person, where they work unless they say otherwise. */
export function createDefaultProject(user: User, timezone = 'UTC'): Promise<void> {
  return transaction(async () => {
    const { id } = await createProject(user.id, { name: fullName(user), timezone });
    await user.update({ defaultProjectId: id });
  });
}
