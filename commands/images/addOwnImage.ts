import { transaction } from '../../db/connection.ts';
import { Image } from '../../db/models/image.ts';
import { lockProject } from '../projects/lockProject.ts';
import { tagImages } from './tagImages.ts';

interface OwnImage {
  projectId: string;
  userId: string;
  description: string;
  tags: string[];
  fileKey: string;
  width: number;
  height: number;
}

/** Adds an image that somebody brought. It is validated: whoever brings it has chosen it. @throws {Refusal} not_found */
export function addOwnImage({ description, tags, ...image }: OwnImage): Promise<Image> {
  return transaction(async () => {
    await lockProject(image.projectId);
    const added = await Image.create({
      ...image,
      source: 'uploaded',
      prompt: description,
      style: null,
      quality: null,
      status: 'validated',
      judgedAt: new Date(),
      judgedBy: image.userId,
    });
    if (tags.length > 0) await tagImages(image.projectId, [added.id], tags);
    return added;
  });
}
