import { conflict } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { ApiKey } from '../../db/models/apiKey.ts';
import { Image } from '../../db/models/image.ts';
import { Invitation } from '../../db/models/invitation.ts';
import { Membership } from '../../db/models/membership.ts';
import { Project } from '../../db/models/project.ts';
import { User } from '../../db/models/user.ts';
import { hasOtherProject } from '../../db/projects.ts';
import type { Vault } from '../../db/vault.ts';
import { disconnectAll } from '../connections/disconnect.ts';
import { cancelGeneration } from '../images/deleteImage.ts';
import { lockProject } from './lockProject.ts';
import { moveDefaultProject } from './moveDefaultProject.ts';
import { cancelPostsOf } from '../posts/moveManyPosts.ts';
import { deletePlansOf } from '../recurring/writePlan.ts';

/**
 * Deletes a project for everybody: it is kept, unseen. Its API keys and pending invitations end, its running
 * generations and posts are cancelled, its recurring plans end, its accounts disconnected, and whose default project it was gets another.
 * @throws {Refusal} last_project when whoever deletes it has no other; not_found when it is deleted already
 */
export function deleteProject(vault: Vault, projectId: string, userId: string): Promise<void> {
  return transaction(async () => {
    await lockProject(projectId);
    const members = await Membership.findAll({ where: { projectId } });
    const userIds = members.map((member) => member.userId);
    // Who deletes two projects at once must be left with one: so people are locked before they are counted on.
    await User.findAll({ where: { id: userIds }, order: [['id', 'ASC']], lock: true, attributes: ['id'] });
    if (!(await hasOtherProject(userId, projectId))) throw conflict('last_project');

    const now = new Date();
    await Project.update({ deletedAt: now }, { where: { id: projectId } });
    await ApiKey.update({ revokedAt: now }, { where: { projectId, revokedAt: null } });
    await Invitation.update({ revokedAt: now }, { where: { projectId, acceptedAt: null, revokedAt: null } });
    await cancelGenerations(projectId);
    await deletePlansOf(projectId);
    // Connections before their posts, as whoever disconnects one or takes it over locks them.
    await disconnectAll(vault, projectId);
    await cancelPostsOf(projectId);
    await moveDefaultProject(userIds, projectId);
  });
}

/** Ends what runs: the images are settled here, for nobody starts a generation of a deleted project again. */
async function cancelGenerations(projectId: string): Promise<void> {
  const pending = await Image.findAll({ where: { projectId, status: 'pending' }, lock: true });
  for (const image of pending) {
    await image.update({ status: 'failed', failureCode: 'unexpected' });
    await cancelGeneration(projectId, image.id);
  }
}
