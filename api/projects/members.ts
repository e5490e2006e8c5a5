import { changeMember } from '../../commands/projects/changeMember.ts';
import { removeMember } from '../../commands/projects/removeMember.ts';
import { PageQuery } from '../../contracts/common.ts';
import { ChangeRoleRequest, Member, MemberParams, ProjectParams } from '../../contracts/projects.ts';
import { forbidden, notFound, Refusal } from '../../contracts/refusal.ts';
import { countMembers, findMember, listMembers } from '../../db/projects.ts';
import { endpoint, noContent, ok } from '../endpoint.ts';
import { pagedArray, pageOf } from '../paging.ts';
import { presentMember } from './presentProject.ts';

const path = '/api/v1/projects/{project_id}/members';
const tag = 'Members';

export const listAll = endpoint({
  method: 'GET',
  path,
  summary: 'The members of a project, in the order they joined',
  tag,
  access: 'viewer',
  params: ProjectParams,
  query: PageQuery,
  answers: { 200: Member.array() },
  async handle({ query, project, services }) {
    const page = pageOf(query, { defaultSize: 100 });
    const [members, total] = await Promise.all([listMembers(project.id, page), countMembers(project.id)]);
    return pagedArray({
      publicUrl: services.config.PUBLIC_URL,
      path: path.replace('{project_id}', project.id),
      query,
      page,
      total,
      results: members.map(presentMember),
    });
  },
});

export const changeRole = endpoint({
  method: 'PATCH',
  path: `${path}/{user_id}`,
  summary: 'Give a member another role; API keys of somebody who ceases to be owner end',
  tag,
  access: 'owner',
  params: MemberParams,
  body: ChangeRoleRequest,
  answers: { 200: Member },
  async handle({ params, body, project }) {
    await changeMember(project.id, params.user_id, body.role);
    const member = await findMember(project.id, params.user_id);
    if (!member) throw notFound('member');
    return ok(presentMember(member));
  },
});

export const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{user_id}`,
  summary: 'Remove a member, or leave; the API keys they made end',
  tag,
  access: 'viewer',
  params: MemberParams,
  answers: { 204: null },
  async handle({ params, caller, project }) {
    if (caller.apiKeyId) throw forbidden('api_key_not_accepted');
    if (project.role !== 'owner' && params.user_id !== caller.userId) {
      throw new Refusal('forbidden', 'role_too_low', { parameters: { role: project.role, needed: 'owner' } });
    }
    await removeMember(project.id, params.user_id);
    return noContent();
  },
});
