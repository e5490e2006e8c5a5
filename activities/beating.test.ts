import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { inParallel } from './beating.ts';

test('one item that fails keeps no other from its turn', async () => {
  const done: number[] = [];
  const work = async (item: number) => {
    if (item < 3) throw new Error(`item ${item} failed`);
    done.push(item);
  };
  const working = new MockActivityEnvironment().run(() => inParallel([1, 2, 3, 4], 2, work));
  await expect(working).rejects.toThrow('item 1 failed');
  expect(done).toEqual([3, 4]);
});
