import { ownPictureOf, type OwnPicture } from './ownPicture.ts';

/** A part of a picture, in its pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part of a stored picture, in the picture's own type. @throws {NotAnImage} also where the box leaves the picture. */
export const cropPicture = (bytes: Uint8Array, { x, y, width, height }: Box): Promise<OwnPicture> =>
  ownPictureOf(bytes, (image) => image.extract({ left: x, top: y, width, height }));
