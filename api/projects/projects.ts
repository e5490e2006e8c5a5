import { createProject } from '../../commands/projects/createProject.ts';
import { updateProject } from '../../commands/projects/updateProject.ts';
import { PageQuery } from '../../contracts/common.ts';
import {
  CreateProjectRequest,
  ProjectAnswer,
  ProjectParams,
  UpdateProjectRequest,
} from '../../contracts/projects.ts';
import { notFound } from '../../contracts/refusal.ts';
import { countProjects, findProject, listProjects } from '../../db/projects.ts';
import type { Caller, ProjectAccess } from '../callers.ts';
import { created, endpoint, ok } from '../endpoint.ts';
import { pagedArray, pageOf } from '../paging.ts';
import { presentProject } from './presentProject.ts';

const path = '/api/v1/projects';
const tag = 'Projects';

export const create = endpoint({
  method: 'POST',
  path,
  summary: 'Create a project, as its owner',
  tag,
  access: 'user',
  idempotent: true,
  body: CreateProjectRequest,
  answers: { 201: ProjectAnswer },
  async handle({ body, caller }) {
    const { id } = await createProject(caller.userId, body);
    return created(await readProject(caller, { id }));
  },
});

export const list = endpoint({
  method: 'GET',
  path,
  summary: 'The projects you are a member of, the oldest first',
  tag,
  access: 'user',
  query: PageQuery,
  answers: { 200: ProjectAnswer.array() },
  async handle({ query, caller, services }) {
    const page = pageOf(query, { defaultSize: 100 });
    const [projects, total] = await Promise.all([
      listProjects(caller.userId, page),
      countProjects(caller.userId),
    ]);
    const results = projects.map((project) => presentProject(project));
    return pagedArray({ publicUrl: services.config.PUBLIC_URL, path, query, page, total, results });
  },
});

export const detail = endpoint({
  method: 'GET',
  path: `${path}/{project_id}`,
  summary: 'A project',
  tag,
  access: 'viewer',
  params: ProjectParams,
  answers: { 200: ProjectAnswer },
  async handle({ caller, project }) {
    return ok(await readProject(caller, project));
  },
});

export const update = endpoint({
  method: 'PATCH',
  path: `${path}/{project_id}`,
  summary: 'Change a project; settings are replaced as a whole',
  tag,
  access: 'editor',
  params: ProjectParams,
  body: UpdateProjectRequest,
  answers: { 200: ProjectAnswer },
  async handle({ body, caller, project }) {
    await updateProject(project.id, body);
    return ok(await readProject(caller, project));
  },
});

async function readProject(caller: Caller, { id, role }: Partial<ProjectAccess> & { id: string }) {
  const project = await findProject(caller.userId, id);
  if (!project) throw notFound('project');
  return presentProject(project, role);
}
