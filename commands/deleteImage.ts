import { notFound } from '../contracts/refusal.ts';
import { transaction } from '../db/connection.ts';
import { Image } from '../db/models/image.ts';
import { ImageGeneration } from '../db/models/imageGeneration.ts';
import { cancelWorkflow, startWorkflow } from './startWorkflow.ts';

/**
 * Deletes an image: a running generation is cancelled, the file removed, the history keeps what was done and paid.
 * @throws {Refusal} not_found
 */
export function deleteImage(projectId: string, imageId: number): Promise<void> {
  return transaction(async () => {
    const image = await Image.findOne({ where: { id: imageId, projectId }, lock: true });
    if (!image) throw notFound('image');
    if (image.status === 'pending') {
      await ImageGeneration.update(
        { status: 'cancelled', finishedAt: new Date() },
        { where: { imageId, status: 'pending' } },
      );
      await cancelWorkflow('generateImage', { imageId }, projectId);
    }
    if (image.fileKey) await startWorkflow('removeFiles', { keys: [image.fileKey] }, projectId);
    await image.destroy();
  });
}
