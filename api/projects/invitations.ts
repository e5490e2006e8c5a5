import { acceptInvitation } from '../../commands/projects/acceptInvitation.ts';
import { inviteMember } from '../../commands/projects/inviteMember.ts';
import { revokeInvitation } from '../../commands/projects/revokeInvitation.ts';
import { PageQuery } from '../../contracts/common.ts';
import {
  AcceptInvitationRequest,
  InvitationAnswer,
  InvitationParams,
  InviteRequest,
  ProjectAnswer,
  ProjectParams,
} from '../../contracts/projects.ts';
import { notFound } from '../../contracts/refusal.ts';
import { countInvitations, findProject, listInvitations } from '../../db/projects.ts';
import { created, endpoint, noContent, ok } from '../endpoint.ts';
import { readMailLink } from '../mailLinks.ts';
import { pagedArray, pageOf } from '../paging.ts';
import { presentInvitation, presentProject } from './presentProject.ts';

const path = '/api/v1/projects/{project_id}/invitations';
const tag = 'Members';

export const invite = endpoint({
  method: 'POST',
  path,
  summary: 'Invite somebody by mail; it replaces an invitation sent to the same address before',
  tag,
  access: 'owner',
  idempotent: true,
  params: ProjectParams,
  body: InviteRequest,
  answers: { 201: InvitationAnswer },
  async handle({ body, caller, project, locale }) {
    const invitation = await inviteMember({
      ...body,
      projectId: project.id,
      invitedBy: caller.userId,
      locale,
    });
    return created(presentInvitation({ ...invitation.get(), mailStatus: 'queued' }));
  },
});

export const listPending = endpoint({
  method: 'GET',
  path,
  summary: 'The invitations that can still be accepted, the newest first',
  tag,
  access: 'owner',
  params: ProjectParams,
  query: PageQuery,
  answers: { 200: InvitationAnswer.array() },
  async handle({ query, project, services }) {
    const page = pageOf(query, { defaultSize: 100 });
    const [invitations, total] = await Promise.all([
      listInvitations(project.id, page),
      countInvitations(project.id),
    ]);
    return pagedArray({
      publicUrl: services.config.PUBLIC_URL,
      path: path.replace('{project_id}', project.id),
      query,
      page,
      total,
      results: invitations.map(presentInvitation),
    });
  },
});

export const withdraw = endpoint({
  method: 'DELETE',
  path: `${path}/{invitation_id}`,
  summary: 'Withdraw an invitation',
  tag,
  access: 'owner',
  params: InvitationParams,
  answers: { 204: null },
  async handle({ params, project }) {
    await revokeInvitation(project.id, params.invitation_id);
    return noContent();
  },
});

export const accept = endpoint({
  method: 'POST',
  path: '/api/v1/invitations/accept',
  summary: "Join a project by the token of the mail's link, once; answers the project",
  tag,
  access: 'user',
  body: AcceptInvitationRequest,
  answers: { 200: ProjectAnswer },
  async handle({ body, caller, services }) {
    const invitationId = readMailLink(services.config, 'invitation', body.token);
    const projectId = await acceptInvitation(invitationId, { id: caller.userId, email: caller.email });
    const project = await findProject(caller.userId, projectId);
    if (!project) throw notFound('project');
    return ok(presentProject(project));
  },
});
