import { Project } from '../../db/models/project.ts';

type Changes = Partial<Pick<Project, 'name' | 'description' | 'timezone' | 'settings'>>;

/** Changes a project. Settings are replaced as a whole. */
export async function updateProject(projectId: string, changes: Changes): Promise<void> {
  await Project.update(changes, { where: { id: projectId, deletedAt: null } });
}
