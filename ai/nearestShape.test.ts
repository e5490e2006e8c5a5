import { expect, test } from '@jest/globals';
import { nearestShape } from './nearestShape.ts';

const shapes = [
  { name: 'square', width: 1024, height: 1024 },
  { name: 'wide', width: 1536, height: 1024 },
  { name: 'high', width: 1024, height: 1536 },
];

test.each([
  [256, 256, 'square'],
  [1024, 1024, 'square'],
  [512, 256, 'wide'],
  [1024, 256, 'wide'],
  [256, 512, 'high'],
  [256, 1024, 'high'],
])('%i × %i is cut from the %s that is nearest', (width, height, name) => {
  expect(nearestShape(shapes, { width, height }).name).toBe(name);
});
