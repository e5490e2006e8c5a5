import { addOwnImage } from '../../commands/images/addOwnImage.ts';
import { GenerateImageRequest, ImageSummary, UploadImageFields } from '../../contracts/images.ts';
import { invalidField } from '../../contracts/refusal.ts';
import { imageUploadLimit } from '../../contracts/uploads.ts';
import { tagsOf } from '../../db/images.ts';
import { ownImageKey } from '../../media/keys.ts';
import { NotAnImage } from '../../media/notAnImage.ts';
import { prepareOwnPicture, type OwnPicture } from '../../media/ownPicture.ts';
import { created, endpoint } from '../endpoint.ts';
import { validate } from '../validation.ts';
import { presentImage } from './presentImage.ts';
import { splitTags } from './splitTags.ts';

export const upload = endpoint({
  method: 'POST',
  path: '/api/images/upload',
  summary:
    'Add an image of your own, as a form with the file `image`: JPEG, PNG or WebP of at most 20 MiB and 40 megapixels. ' +
    'It is drawn anew, without what the file tells beside the picture (place, camera), and is validated',
  tag: 'Images',
  access: 'editor',
  idempotent: true,
  body: UploadImageFields,
  file: 'image',
  bodyLimit: imageUploadLimit,
  answers: { 201: ImageSummary },
  async gather({ file, body, services, locale }) {
    const asked = { tags: splitTags(body.tags) };
    const { tags } = validate(GenerateImageRequest.pick({ tags: true }), asked, locale);
    const { bytes, extension, width, height } = await prepare(file);
    const fileKey = ownImageKey(bytes, extension);
    await services.storage.put(fileKey, bytes);
    return { fileKey, width, height, tags };
  },
  async handle({ body, gathered, caller, project, services, locale }) {
    const owner = { projectId: project.id, userId: caller.userId };
    const image = await addOwnImage({ ...gathered, ...owner, description: body.description });
    const tagged = await tagsOf([image.id]);
    const publicUrl = services.config.PUBLIC_URL;
    return created(presentImage(image, { tags: tagged.get(image.id) ?? [], publicUrl, locale }));
  },
});

/** @throws {Refusal} 400 at `image` when there is none, or it is none */
async function prepare(file: Buffer | undefined): Promise<OwnPicture> {
  if (!file?.length) throw invalidField('image', 'file_required');
  try {
    return await prepareOwnPicture(file);
  } catch (error) {
    throw error instanceof NotAnImage ? invalidField('image', 'not_an_image') : error;
  }
}
