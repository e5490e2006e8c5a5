import type { ProjectRole } from '../../contracts/projects.ts';
import { conflict, notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { Membership } from '../../db/models/membership.ts';
import { revokeInvitationsOf } from './inviteMember.ts';
import { lockProject } from './lockProject.ts';
import { revokeKeysOf } from './revokeApiKey.ts';

/**
 * Gives a member another role. API keys are the owners': those of somebody who is none any more end.
 * @throws {Refusal} not_found; last_owner when nobody else would own the project
 */
export function changeMember(projectId: string, userId: string, role: ProjectRole): Promise<void> {
  return transaction(async () => {
    await lockProject(projectId);
    const member = await findMembership(projectId, userId);
    if (role === 'owner') {
      await member.update({ role });
      return;
    }
    await assertAnotherOwner(member);
    await revokeKeysOf(projectId, userId);
    await revokeInvitationsOf(projectId, userId);
    await member.update({ role });
  });
}

/** @throws {Refusal} not_found */
export async function findMembership(projectId: string, userId: string): Promise<Membership> {
  const member = await Membership.findOne({ where: { projectId, userId } });
  if (!member) throw notFound('member');
  return member;
}

/** Once the project is locked: somebody else owns it, or this member does not. @throws {Refusal} last_owner */
export async function assertAnotherOwner({ projectId, role }: Membership): Promise<void> {
  if (role !== 'owner') return;
  const owners = await Membership.count({ where: { projectId, role: 'owner' } });
  if (owners < 2) throw conflict('last_owner');
}
