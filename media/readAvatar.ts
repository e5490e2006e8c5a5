import { NotAnImage } from './notAnImage.ts';
import { convertImage } from './sharp.ts';

/** The largest upload, in bytes. */
const maximumAvatarBytes = 5 * 1024 * 1024;

/** An avatar's width and height, in pixels. */
const side = 512;

/**
 * An uploaded picture as an avatar: upright, square, 512 × 512, without EXIF or place, as JPEG (which every mail
 * client shows). Of an animation the first frame is taken; transparent parts become white.
 * @throws {NotAnImage} when it is larger than 5 MiB or 40 megapixels, broken, or no PNG, JPEG or WebP.
 */
export async function prepareAvatar(bytes: Uint8Array): Promise<Buffer> {
  if (bytes.length > maximumAvatarBytes) throw new NotAnImage('larger than 5 MiB');
  return convertImage(bytes, (image) =>
    image
      .resize(side, side, { fit: 'cover', position: 'attention' })
      .flatten({ background: 'white' })
      .jpeg({ quality: 85 }),
  );
}
