import { expect, test } from '@jest/globals';
import { runChaos } from '../chaos/chaos.ts';

/** As `npm run chaos`, in short: docs/RELIABILITY.md tells of a long run. */
test('six kills at named steps double nothing, lose nothing, and leave every post a true verdict', async () => {
  const told: string[] = [];
  const result = await runChaos({
    seed: 'a lighthouse',
    kills: 6,
    minutes: 3,
    ...{ postEveryMs: 400, longestAheadMs: 6_000, faultEveryMs: 1_500, shops: 2 },
    ...{ inPairs: true, isHurried: true },
    say: (line) => told.push(line),
  });
  expect(result.violations).toEqual([]);
  expect(result.hits.filter(({ victim }) => victim).length).toBeGreaterThanOrEqual(6);
  expect(result.posts).toBeGreaterThan(20);
}, 300_000);
