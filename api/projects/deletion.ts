import { deleteProject } from '../../commands/projects/deleteProject.ts';
import { DeletionPreview, ProjectParams } from '../../contracts/projects.ts';
import { hasOtherProject, readProjectFigures } from '../../db/projects.ts';
import { endpoint, noContent, ok } from '../endpoint.ts';
import { say } from '../messages/index.ts';

const tag = 'Projects';

export const previewDeletion = endpoint({
  method: 'GET',
  path: '/api/v1/projects/{project_id}/deletion',
  summary: 'What deleting the project would end',
  tag,
  access: 'owner',
  params: ProjectParams,
  answers: { 200: DeletionPreview },
  async handle({ caller, project, locale }) {
    const [figures, canDelete] = await Promise.all([
      readProjectFigures(project.id, caller.userId),
      hasOtherProject(caller.userId, project.id),
    ]);
    const { images, running, others, keys, invitations, connections, posts } = figures;
    return ok({
      can_delete: canDelete,
      reason: canDelete ? null : ('last_project' as const),
      images,
      running_generations: running,
      members: others,
      api_keys: keys,
      pending_invitations: invitations,
      connections,
      scheduled_posts: posts,
      summary: say(locale, 'deletion_summary', {
        ...{ images, running, keys, invitations, connections, posts },
        members: others,
      }),
    });
  },
});

export const remove = endpoint({
  method: 'DELETE',
  path: '/api/v1/projects/{project_id}',
  summary: 'Delete a project for all its members; …/deletion tells beforehand what that ends',
  tag,
  access: 'owner',
  params: ProjectParams,
  answers: { 204: null },
  async handle({ caller, project, services }) {
    await deleteProject(services.vault, project.id, caller.userId);
    return noContent();
  },
});
