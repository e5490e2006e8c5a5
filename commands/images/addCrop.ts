import { notFound } from '../../contracts/refusal.ts';
import { transaction } from '../../db/connection.ts';
import { tagsOf } from '../../db/images.ts';
import { Image } from '../../db/models/image.ts';
import { lockProject } from '../projects/lockProject.ts';
import { tagImages } from './tagImages.ts';

interface Crop {
  projectId: string;
  userId: string;
  imageId: number;
  fileKey: string;
  width: number;
  height: number;
  /** Where it was in the image that it was cut from. */
  box: { x: number; y: number; width: number; height: number };
}

/**
 * Adds a part of an image as one of its own, with the words and tags of the whole; validated where that is.
 * @throws {Refusal} not_found where the whole was deleted meanwhile
 */
export function addCrop({ projectId, userId, imageId, box, ...file }: Crop): Promise<Image> {
  return transaction(async () => {
    await lockProject(projectId);
    const whole = await Image.findOne({ where: { id: imageId, projectId }, lock: true });
    if (!whole) throw notFound('image');
    const isValidated = whole.status === 'validated';
    const part = await Image.create({
      ...{ projectId, userId, ...file, source: 'cropped', croppedFrom: imageId },
      ...{ prompt: whole.prompt, style: null, quality: null, metadata: { crop: box } },
      ...(isValidated
        ? { status: 'validated', judgedAt: new Date(), judgedBy: userId }
        : { status: 'generated' }),
    });
    const tags = (await tagsOf([imageId])).get(imageId) ?? [];
    if (tags.length > 0) await tagImages(projectId, [part.id], tags);
    return part;
  });
}
