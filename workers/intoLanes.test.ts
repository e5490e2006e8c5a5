import { expect, test } from '@jest/globals';
import { intoLanes } from './intoLanes.ts';

/** Items as their names, each told apart by its number. */
const lanesOf = (...items: string[]) =>
  intoLanes(
    items.map((names, place) => ({ place, names: names.split(' ') })),
    ({ names }) => names,
  ).map((lane) => lane.map(({ place }) => place));

test('items of one name share a lane, in their order; others go beside it', () => {
  expect(lanesOf('lea', 'max', 'lea', 'zoe', 'max')).toEqual([[0, 2], [1, 4], [3]]);
});

test('whoever has two names joins the lanes of both, also of those who came before and come later', () => {
  expect(lanesOf('old', 'new', 'max', 'old new', 'new', 'other')).toEqual([[0, 1, 3, 4], [2], [5]]);
  expect(lanesOf('a b', 'b c', 'c d', 'd')).toEqual([[0, 1, 2, 3]]);
  expect(lanesOf()).toEqual([]);
});
