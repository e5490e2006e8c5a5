import { expect, test } from '@jest/globals';
import { createFairGate, createGates } from './fairGate.ts';

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
  const gate = createFairGate(2);
  for (const name of ['a1', 'a2', 'a3']) void gate.through('a', work(name));
  await new Promise(setImmediate);
  expect(begun).toEqual(['a1', 'a2']);
  await endNext();
  expect(begun).toEqual(['a1', 'a2', 'a3']);
});

test("takes another owner's single piece before the rest of a flood", async () => {
  const { begun, work, endNext } = controlled();
  const gate = createFairGate(1);
  for (const name of ['a1', 'a2', 'a3', 'a4']) void gate.through('a', work(name));
  void gate.through('b', work('b1'));
  for (let turn = 0; turn < 4; turn += 1) await endNext();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
});

test('a piece that fails lets the next one in', async () => {
  const gate = createFairGate(1);
  const failing = gate.through('a', () => Promise.reject(new Error('broken')));
  const next = gate.through('a', () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});

test('it is calm when nothing waits for its turn, and patience ends', async () => {
  const { work, endNext } = controlled();
  const gate = createFairGate(1);
  await gate.calm(60_000);
  for (const name of ['a1', 'a2', 'b1']) void gate.through(name, work(name));
  await gate.calm(1);
  let isCalm = false;
  const becalmed = gate.calm(60_000).then(() => (isCalm = true));
  await endNext();
  expect(isCalm).toBe(false);
  await endNext();
  await becalmed;
});

test('a platform that hangs holds up no other', async () => {
  const { begun, work } = controlled();
  const gateOf = createGates(1);
  for (const name of ['hangs', 'waits']) void gateOf('instagram').through('a', work(name));
  void gateOf('twitter').through('a', work('goes'));
  await new Promise(setImmediate);
  expect(begun).toEqual(['hangs', 'goes']);
});
