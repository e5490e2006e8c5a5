import type { GenerateImageRequest } from '../contracts/images.ts';
import { transaction } from '../db/connection.ts';
import { Image } from '../db/models/image.ts';
import { ImageGeneration } from '../db/models/imageGeneration.ts';
import { takeFromQuota } from './generationQuota.ts';
import { startWorkflow } from './startWorkflow.ts';
import { tagImages } from './tagImages.ts';

export interface ImageOrder extends GenerateImageRequest {
  projectId: string;
  userId: string;
  /** The project's generations a day. */
  dailyLimit: number;
}

/**
 * Writes `n` images, what generates them, their tags, and the promise of a workflow each: together or not at all.
 * Returns the images' ids. @throws {Refusal} quota_exceeded
 */
export function orderImages(order: ImageOrder): Promise<number[]> {
  const { projectId, userId, prompt, style, width, height, quality, n, tags, dailyLimit } = order;
  return transaction(async () => {
    const image = { projectId, userId, prompt, style, width, height, quality };
    const images = await Image.bulkCreate(Array.from({ length: n }, () => image));
    const ids = images.map(({ id }) => id);
    const parameters = { style, width, height, quality };
    await ImageGeneration.bulkCreate(
      ids.map((imageId) => ({ imageId, projectId, userId, prompt, parameters })),
    );
    if (tags.length > 0) await tagImages(projectId, ids, tags);
    for (const imageId of ids) await startWorkflow('generateImage', { imageId }, projectId);
    // Last, for it locks the project's row of the day until the commit.
    await takeFromQuota(projectId, n, dailyLimit);
    return ids;
  });
}
