import { transaction } from '../../db/connection.ts';
import { assertAnotherOwner, findMembership } from './changeMember.ts';
import { unassignAll } from '../inbox/manageConversation.ts';
import { revokeInvitationsOf } from './inviteMember.ts';
import { lockProject } from './lockProject.ts';
import { moveDefaultProject } from './moveDefaultProject.ts';
import { revokeKeysOf } from './revokeApiKey.ts';

/**
 * Ends a membership, with the API keys the person made; conversations of theirs are nobody's. Was it their default project, they get another.
 * @throws {Refusal} not_found; last_owner when nobody else would own the project
 */
export function removeMember(projectId: string, userId: string): Promise<void> {
  return transaction(async () => {
    await lockProject(projectId);
    const member = await findMembership(projectId, userId);
    await assertAnotherOwner(member);
    await revokeKeysOf(projectId, userId);
    await revokeInvitationsOf(projectId, userId);
    await member.destroy();
    await unassignAll(projectId, userId);
    await moveDefaultProject([userId], projectId);
  });
}
