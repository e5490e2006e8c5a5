import { expect, test } from '@jest/globals';
import { createFairGate } from './fairGate.ts';

/** Work that ends when it is told to. */
function controlled() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return {
    begun,
    work,
    endNext: async () => {
      ends.shift()?.();
      await new Promise(setImmediate);
    },
  };
}

test('runs no more at once than it is wide', async () => {
  const { begun, work, endNext } = controlled();
  const through = createFairGate(2);
  for (const name of ['a1', 'a2', 'a3']) void through('a', work(name));
  await new Promise(setImmediate);
  expect(begun).toEqual(['a1', 'a2']);
  await endNext();
  expect(begun).toEqual(['a1', 'a2', 'a3']);
});

test("takes another owner's single piece before the rest of a flood", async () => {
  const { begun, work, endNext } = controlled();
  const through = createFairGate(1);
  for (const name of ['a1', 'a2', 'a3', 'a4']) void through('a', work(name));
  void through('b', work('b1'));
  for (let turn = 0; turn < 4; turn += 1) await endNext();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
});

test('a piece that fails lets the next one in', async () => {
  const through = createFairGate(1);
  const failing = through('a', () => Promise.reject(new Error('broken')));
  const next = through('a', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});
