import type { PictureFacts } from './sharp.ts';

/** What a platform wants of a picture. */
export interface PictureWish {
  type: 'image/jpeg' | 'image/png';
  maximumBytes: number;
  /** Width by height, at the narrowest and the widest; null where any will do. */
  ratio: { minimum: number; maximum: number } | null;
  /** Longest side in pixels. */
  maximumSide: number;
  /** The other side, where a platform counts lines (1080p). */
  maximumShortSide?: number;
}

/** What is done to a picture, for people to see beforehand. */
export interface PictureChanges {
  /** Into another type. */
  converted: boolean;
  /** White was added at two sides, for the shape that the platform takes. Nothing is ever cut off. */
  padded: boolean;
  /** Made smaller. */
  scaled: boolean;
  /** Encoded anew, for it had too many bytes. */
  compressed: boolean;
  /** Place, time and camera were removed from the file. */
  stripped: boolean;
}

/** The size that a picture gets, and what is done to it for that. */
export interface RenditionPlan {
  width: number;
  height: number;
  changes: PictureChanges;
}

/** How a picture of this kind becomes what a platform wants. Pure: the same always gives the same. */
export function planRendition(picture: PictureFacts & { size: number }, wish: PictureWish): RenditionPlan {
  const shape = shapeOf(picture, wish.ratio);
  const scale = Math.min(
    1,
    wish.maximumSide / Math.max(shape.width, shape.height),
    (wish.maximumShortSide ?? Infinity) / Math.min(shape.width, shape.height),
  );
  const { width, height } = shapeOf(
    {
      width: Math.max(1, Math.round(picture.width * scale)),
      height: Math.max(1, Math.round(picture.height * scale)),
    },
    wish.ratio,
  );
  const changes = {
    converted: picture.type !== wish.type,
    padded: shape.width !== picture.width || shape.height !== picture.height,
    scaled: scale < 1,
    compressed: picture.size > wish.maximumBytes,
    stripped: picture.hasMetadata,
  };
  return { width, height, changes };
}

/** The smallest frame around a picture that has a ratio which is taken. */
function shapeOf(
  { width, height }: { width: number; height: number },
  ratio: PictureWish['ratio'],
): { width: number; height: number } {
  if (ratio && width / height < ratio.minimum) return { width: Math.ceil(height * ratio.minimum), height };
  if (ratio && width / height > ratio.maximum) return { width, height: Math.ceil(width / ratio.maximum) };
  return { width, height };
}
