import { conflict, notFound } from '../../contracts/refusal.ts';
import { keptAnswerKey } from '../../contracts/storageKeys.ts';
import { transaction } from '../../db/connection.ts';
import { Image } from '../../db/models/image.ts';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { findPostsWithImage } from '../../db/postUses.ts';
import { cancelWorkflow, startWorkflow } from '../startWorkflow.ts';

/**
 * Deletes an image: a running generation is cancelled, the file removed, the history keeps what was done and paid.
 * @throws {Refusal} not_found; image_scheduled with the posts that still need it
 */
export function deleteImage(projectId: string, imageId: number): Promise<void> {
  return transaction(async () => {
    const image = await Image.findOne({ where: { id: imageId, projectId }, lock: true });
    if (!image) throw notFound('image');
    const posts = await findPostsWithImage(imageId);
    if (posts.length > 0) throw conflict('image_scheduled', { posts: posts.map(({ id }) => id).join(', ') });
    if (image.status === 'pending') await cancelGeneration(projectId, imageId);
    if (image.fileKey) await startWorkflow('removeFiles', { keys: [image.fileKey] }, projectId);
    await image.destroy();
  });
}

/** In the surrounding transaction: the generation ends, its workflow is cancelled, an answer that was kept goes. */
export async function cancelGeneration(projectId: string, imageId: number): Promise<void> {
  const generation = await ImageGeneration.findOne({ where: { imageId, status: 'pending' } });
  if (!generation) return;
  await generation.update({ status: 'cancelled', finishedAt: new Date() });
  await cancelWorkflow('generateImage', { imageId }, projectId);
  await startWorkflow('removeFiles', { keys: [keptAnswerKey(generation.key)] }, projectId);
}
