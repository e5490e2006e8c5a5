import { expect, test } from '@jest/globals';
import { createVisitorLimits } from './visitorLimits.ts';

const tooMany = expect.objectContaining({ kind: 'too_many', code: 'rate_limited' });

test('a visitor may write twenty messages a minute, and others go on', async () => {
  const limits = createVisitorLimits(true);
  for (let count = 0; count < 20; count += 1) await limits.countMessage('one');
  await expect(limits.countMessage('one')).rejects.toEqual(tooMany);
  await limits.countMessage('other');
});

test('a visitor may listen ten times at once, an address sixty times; whoever leaves makes room', () => {
  const limits = createVisitorLimits(true);
  const leave = Array.from({ length: 10 }, () => limits.openStream('one', 'here'));
  expect(() => limits.openStream('one', 'elsewhere')).toThrow(tooMany);
  leave[0]?.();
  limits.openStream('one', 'elsewhere');
  for (let count = 9; count < 60; count += 1) limits.openStream(`another ${count}`, 'here');
  expect(() => limits.openStream('one more', 'here')).toThrow(tooMany);
});

test('where limits are off nothing is refused', async () => {
  const limits = createVisitorLimits(false);
  for (let count = 0; count < 70; count += 1) {
    limits.openStream('one', 'here');
    await limits.countMessage('one');
  }
});
