import { forbidden, Refusal } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { Invitation } from '../../db/models/invitation.ts';
import { Project } from '../../db/models/project.ts';
import { rows } from '../../db/query.ts';
import { lockProject } from './lockProject.ts';

interface Invited {
  id: string;
  email: string;
}

/**
 * Makes the person whom an invitation was sent to a member, once. `invitationId` is what the link says, null when it is
 * not genuine. Returns the project's id. Who became a member meanwhile keeps their role.
 * @throws {Refusal} invitation_invalid; invitation_for_another
 */
export function acceptInvitation(invitationId: string | null, person: Invited): Promise<string> {
  return transaction(async () => {
    const invitation = await findAcceptable(invitationId);
    const { projectId } = invitation;
    await lockProject(projectId);
    // Read again, once nobody else accepts or withdraws it.
    await invitation.reload({ lock: true });
    if (!isAcceptable(invitation)) throw invalidInvitation();
    if (invitation.email.toLowerCase() !== person.email.toLowerCase()) {
      throw forbidden('invitation_for_another');
    }
    await invitation.update({ acceptedAt: new Date() });
    await rows(
      `insert into memberships (project_id, user_id, role) values ($1, $2, $3)
       on conflict do nothing returning user_id`,
      [projectId, person.id, invitation.role],
    );
    return projectId;
  });
}

/** An invitation that still works. @throws {Refusal} invitation_invalid */
export async function findAcceptable(invitationId: string | null): Promise<Invitation> {
  const invitation = invitationId ? await Invitation.findByPk(invitationId) : null;
  if (!invitation || !isAcceptable(invitation)) throw invalidInvitation();
  const project = await Project.findByPk(invitation.projectId);
  if (!project || project.deletedAt) throw invalidInvitation();
  return invitation;
}

export const isAcceptable = ({ acceptedAt, revokedAt, expiresAt }: Invitation): boolean =>
  acceptedAt === null && revokedAt === null && expiresAt.getTime() > Date.now();

const invalidInvitation = () => new Refusal('invalid', 'invitation_invalid');
