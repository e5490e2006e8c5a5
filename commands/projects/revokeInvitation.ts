import { notFound } from '../../contracts/refusal.ts';
import { Invitation } from '../../db/models/invitation.ts';

/** Withdraws an invitation. @throws {Refusal} not_found, also when it was accepted or withdrawn before. */
export async function revokeInvitation(projectId: string, id: string): Promise<void> {
  const [revoked] = await Invitation.update(
    { revokedAt: new Date() },
    { where: { id, projectId, acceptedAt: null, revokedAt: null } },
  );
  if (revoked === 0) throw notFound('invitation');
}
