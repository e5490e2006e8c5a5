import type { Sharp } from 'sharp';
import { convertImage, readPictureFacts } from './sharp.ts';

/** Pixels of the longer side: more than any platform shows. */
const longestSide = 4096;
const quality = 92;

/** A picture that a person brought, as it is kept. */
export interface OwnPicture {
  bytes: Buffer;
  extension: 'png' | 'jpg' | 'webp';
  width: number;
  height: number;
}

/**
 * An uploaded picture, drawn anew in its own type: upright, in sRGB, without anything else that the file told, such as
 * where it was taken. Of an animation the first frame is taken.
 * @throws {NotAnImage} when it is broken, larger than 40 megapixels, or no PNG, JPEG or WebP.
 */
export const prepareOwnPicture = (upload: Uint8Array): Promise<OwnPicture> =>
  ownPictureOf(upload, (image) =>
    image.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true }),
  );

/** A picture after `steps`, drawn anew in its own type. @throws {NotAnImage} */
export async function ownPictureOf(
  original: Uint8Array,
  steps: (image: Sharp) => Sharp,
): Promise<OwnPicture> {
  const { type } = await readPictureFacts(original);
  const bytes = await convertImage(original, (image) => {
    const drawn = steps(image);
    if (type === 'image/png') return drawn.png();
    return type === 'image/webp' ? drawn.webp({ quality }) : drawn.jpeg({ quality });
  });
  const { width, height } = await readPictureFacts(bytes);
  const extension = ({ 'image/png': 'png', 'image/webp': 'webp', 'image/jpeg': 'jpg' } as const)[type];
  return { bytes, extension, width, height };
}
