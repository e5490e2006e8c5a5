import { expect, test } from '@jest/globals';
import { runInboxChaos } from '../chaos/inbox/chaos.ts';

/** As `npm run chaos -- --inbox`, in short: docs/RELIABILITY.md tells of a long run. */
test('five kills at named steps lose no message, send none twice, and leave no customer without an answer or a person', async () => {
  const told: string[] = [];
  const result = await runInboxChaos({
    ...{ seed: 'a teapot', kills: 5, minutes: 3, conversations: 30, messages: 200 },
    ...{
      durationMs: 12_000,
      faultEveryMs: 1_000,
      answerEveryMs: 1_500,
      shops: 1,
      inPairs: true,
      isHurried: true,
    },
    say: (line) => told.push(line),
  });
  expect(result.violations).toEqual([]);
  expect(result.hits.filter(({ victim }) => victim).length).toBeGreaterThanOrEqual(5);
  expect(result).toMatchObject({ conversations: 30, received: expect.any(Number) });
}, 300_000);
