import { expect, test } from '@jest/globals';
import { createPace } from './pace.ts';

const { signal } = new AbortController();

/** How long so many turns took, in ms. */
async function timed(turns: () => Promise<void>[]): Promise<number> {
  const began = performance.now();
  await Promise.all(turns());
  return performance.now() - began;
}

test('turns of one name are spaced evenly, also when all are asked for at once', async () => {
  const pace = createPace();
  const took = await timed(() => Array.from({ length: 11 }, () => pace.turn('a number', 100, signal)));
  // Timers may be a millisecond early.
  expect(took).toBeGreaterThan(98);
});

test('one name does not wait for another, and what rested owes nothing', async () => {
  const pace = createPace();
  await pace.turn('a number', 1, signal);
  expect(await timed(() => [pace.turn('another one', 1, signal)])).toBeLessThan(500);
});

test('who is told to stop does not wait for a turn', async () => {
  const pace = createPace();
  const controller = new AbortController();
  await pace.turn('a number', 0.01, controller.signal);
  const waiting = pace.turn('a number', 0.01, controller.signal);
  controller.abort(new Error('the worker stops'));
  await expect(waiting).rejects.toThrow('the worker stops');
});
