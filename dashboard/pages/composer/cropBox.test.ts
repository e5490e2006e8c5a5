import { expect, test } from '@jest/globals';
import { largestBox, moved, resized, shapes, wholePixels, type Shape } from './cropBox.ts';

const picture = { width: 1000, height: 667 };
const all = Object.keys(shapes) as Shape[];

test.each(all)('the largest %s part lies within the picture, in its middle, and has its shape', (shape) => {
  const box = largestBox(picture, shape);
  const cut = wholePixels(box, picture);
  expect(cut.x + cut.width).toBeLessThanOrEqual(picture.width);
  expect(cut.y + cut.height).toBeLessThanOrEqual(picture.height);
  expect(box.x).toBeCloseTo(picture.width - box.x - box.width);
  const ratio = shapes[shape] ?? picture.width / picture.height;
  expect(Math.abs(cut.width / cut.height - ratio)).toBeLessThan(0.01);
});

test('a box is moved and resized as far as the picture goes', () => {
  const box = largestBox(picture, 'square');
  expect(moved(box, picture, -50, 900)).toMatchObject({ x: 0, y: 0 });
  expect(moved(box, picture, 5000, 0).x).toBe(333);
  expect(resized(box, picture, { width: 100, height: 100 })).toMatchObject({
    x: 450,
    width: 100,
    height: 100,
  });
  expect(resized(moved(box, picture, 5000, 0), picture, { width: 2000, height: 1 })).toMatchObject({
    ...{ x: 0, width: 1000, height: 32 },
  });
});
