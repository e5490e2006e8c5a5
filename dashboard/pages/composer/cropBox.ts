/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A part of a picture, in its pixels; whole ones once `wholePixels` made them so. */
export interface Box extends Size {
  x: number;
  y: number;
}

/** The shapes that are offered, as width by height; null: any. */
export const shapes = {
  free: null,
  square: 1,
  portrait: 4 / 5,
  tall: 9 / 16,
  wide: 16 / 9,
  banner: 1.91,
} as const;
export type Shape = keyof typeof shapes;

/** No side is made smaller, where the picture is not. */
const smallest = 32;

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/** The largest part of a picture that has the shape, in its middle; all of it where any shape will do. */
export function largestBox(picture: Size, shape: Shape): Box {
  const ratio = shapes[shape] ?? picture.width / picture.height;
  const width = Math.min(picture.width, picture.height * ratio);
  const height = width / ratio;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** The box moved, as far as the picture goes. */
export const moved = (box: Box, picture: Size, x: number, y: number): Box => ({
  ...box,
  x: within(x, 0, picture.width - box.width),
  y: within(y, 0, picture.height - box.height),
});

/** The box in another size around its middle, as far as the picture goes. */
export function resized(box: Box, picture: Size, { width, height }: Size): Box {
  const size = {
    width: within(width, Math.min(smallest, picture.width), picture.width),
    height: within(height, Math.min(smallest, picture.height), picture.height),
  };
  const x = box.x + (box.width - size.width) / 2;
  const y = box.y + (box.height - size.height) / 2;
  return moved({ ...box, ...size }, picture, x, y);
}

/** The box that is cut: whole pixels within the picture. */
export function wholePixels(box: Box, picture: Size): Box {
  const x = Math.floor(box.x);
  const y = Math.floor(box.y);
  return {
    ...{ x, y },
    width: within(Math.round(box.width), 1, picture.width - x),
    height: within(Math.round(box.height), 1, picture.height - y),
  };
}
