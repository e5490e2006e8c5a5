import { convertImage } from './sharp.ts';

/**
 * The picture in exactly `width` × `height` pixels, as a PNG without metadata. What does not fit is cut off, away
 * from the part that draws the eye.
 * @throws {NotAnImage} when the bytes are broken, cut off, or no PNG, JPEG or WebP.
 */
export const fitImage = (
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<Buffer> =>
  convertImage(bytes, (image) => image.resize(width, height, { fit: 'cover', position: 'attention' }).png());
