import { expect, test } from '@jest/globals';
import type { Conversation } from './questions.ts';
import { withOpen } from './withOpen.ts';

const named = (id: string) => ({ id }) as Conversation;

test('the conversation that was opened stays at its place, once', () => {
  const opened = { conversation: named('b'), place: 1 };
  expect(withOpen([named('a'), named('c')], opened).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(withOpen([], opened).map(({ id }) => id)).toEqual(['b']);
  expect(withOpen([named('b')], opened)).toHaveLength(1);
  expect(withOpen([named('a')], null)).toHaveLength(1);
});
