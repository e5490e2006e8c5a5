import { notFound } from '../../contracts/refusal.ts';
import { ApiKey } from '../../db/models/apiKey.ts';

/** Revokes a key: it opens nothing from now on. @throws {Refusal} not_found, also when it was revoked before. */
export async function revokeApiKey(projectId: string, id: string): Promise<void> {
  const [revoked] = await ApiKey.update(
    { revokedAt: new Date() },
    { where: { id, projectId, revokedAt: null } },
  );
  if (revoked === 0) throw notFound('API key');
}

/** Revokes every key that a person made in a project. */
export async function revokeKeysOf(projectId: string, userId: string): Promise<void> {
  await ApiKey.update(
    { revokedAt: new Date() },
    { where: { projectId, createdBy: userId, revokedAt: null } },
  );
}
