import type { Language } from '../../contracts/languages.ts';
import type { ProjectRole } from '../../contracts/projects.ts';
import { conflict } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { Invitation } from '../../db/models/invitation.ts';
import { rows } from '../../db/query.ts';
import { isMemberByEmail } from '../../db/projects.ts';
import { lockProjectOf } from './lockProject.ts';
import { queueMail } from '../mails/queueMail.ts';

export interface NewInvitation {
  projectId: string;
  invitedBy: string;
  email: string;
  role: ProjectRole;
  /** The language of the mail. */
  locale: Language;
}

/** How long an invitation can be accepted. */
const invitationDays = 7;

/**
 * Invites an address by mail. It replaces what was sent to the address before.
 * @throws {Refusal} already_member, not_found when the project is deleted
 */
export function inviteMember({ locale, ...invitation }: NewInvitation): Promise<Invitation> {
  const { projectId, email } = invitation;
  return transaction(async () => {
    await lockProjectOf(projectId, invitation.invitedBy);
    if (await isMemberByEmail(projectId, email)) throw conflict('already_member');
    await revokePending(projectId, email);
    const expiresAt = new Date(Date.now() + invitationDays * 24 * 60 * 60 * 1000);
    const { id } = await Invitation.create({ ...invitation, expiresAt });
    await queueMail({ kind: 'invitation', subjectId: id, recipient: email, locale, projectId });
    return Invitation.findByPk(id, { rejectOnEmpty: true });
  });
}

const revokePending = (projectId: string, email: string) =>
  rows(
    `update invitations set revoked_at = now()
     where project_id = $1 and lower(email) = lower($2) and accepted_at is null and revoked_at is null returning id`,
    [projectId, email],
  );

/** Withdraws what somebody invited, who may not any more. */
export const revokeInvitationsOf = (projectId: string, userId: string) =>
  rows(
    `update invitations set revoked_at = now()
     where project_id = $1 and invited_by = $2 and accepted_at is null and revoked_at is null returning id`,
    [projectId, userId],
  );
