import { z } from 'zod';
import { addCrop } from '../../commands/images/addCrop.ts';
import { NumericId } from '../../contracts/common.ts';
import { CropRequest, ImageSummary } from '../../contracts/images.ts';
import { conflict, notFound, Refusal } from '../../contracts/refusal.ts';
import { tagsOf } from '../../db/images.ts';
import { Image } from '../../db/models/image.ts';
import { cropPicture } from '../../media/cropPicture.ts';
import { ownImageKey } from '../../media/keys.ts';
import { readPictureFacts } from '../../media/sharp.ts';
import { created, endpoint } from '../endpoint.ts';
import type { Services } from '../services.ts';
import { presentImage } from './presentImage.ts';

export const crop = endpoint({
  method: 'POST',
  path: '/api/images/{id}/crop',
  summary:
    'Cut a part out of an image, as a new image: it has the words and tags of the whole, and is validated where that is; ' +
    'its history names what it was cut from. Recurring plans leave it out',
  tag: 'Images',
  access: 'editor',
  idempotent: true,
  params: z.object({ id: NumericId }),
  body: CropRequest,
  answers: { 201: ImageSummary },
  refuses: [409],
  async gather({ params, body, project, services }) {
    const bytes = await readFile(project.id, params.id, services);
    needInside(body, await readPictureFacts(bytes));
    const { bytes: part, extension, width, height } = await cropPicture(bytes, body);
    const fileKey = ownImageKey(part, extension);
    await services.storage.put(fileKey, part);
    return { fileKey, width, height };
  },
  async handle({ params, body, gathered, caller, project, services, locale }) {
    const owner = { projectId: project.id, userId: caller.userId };
    const image = await addCrop({ ...owner, ...gathered, imageId: params.id, box: body });
    const tagged = await tagsOf([image.id]);
    const publicUrl = services.config.PUBLIC_URL;
    return created(presentImage(image, { tags: tagged.get(image.id) ?? [], publicUrl, locale }));
  },
});

/** @throws {Refusal} not_found; image_not_croppable while it has no file, and of one that was rejected */
async function readFile(projectId: string, imageId: number, { storage }: Services): Promise<Buffer> {
  const image = await Image.findOne({ where: { id: imageId, projectId } });
  if (!image) throw notFound('image');
  const isReady = image.status === 'validated' || image.status === 'generated';
  const bytes = isReady && image.fileKey !== null ? await storage.get(image.fileKey) : null;
  if (!bytes) throw conflict('image_not_croppable', { status: image.status });
  return bytes;
}

/** @throws {Refusal} 400 at the side that leaves the picture */
function needInside({ x, y, width, height }: CropRequest, picture: { width: number; height: number }): void {
  const outside = [
    ...(x + width > picture.width ? ['width'] : []),
    ...(y + height > picture.height ? ['height'] : []),
  ];
  if (outside.length > 0)
    throw new Refusal('invalid', 'invalid_request', {
      fields: Object.fromEntries(outside.map((side) => [side, ['crop_outside']])),
      parameters: { width: picture.width, height: picture.height },
    });
}
