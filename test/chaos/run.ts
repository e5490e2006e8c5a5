import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';
import * as failures from './oneByOne.ts';
import { describeChaos, describeOutcomes, writeReport } from './report.ts';
import { startWorld } from './world.ts';

/**
 * `npm run chaos -- --kills 200 [--seed S] [--minutes M] [--report]`: kills at random steps while posts fall due.
 * `npm run chaos -- --faults [--report]`: failures one by one, 20 posts each. Exits 1 when a promise was broken.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now()) },
    minutes: { type: 'string', default: '60' },
    faults: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const isKept = values.faults ? await oneByOne() : await manyKills();
process.exit(isKept ? 0 : 1);

async function manyKills(): Promise<boolean> {
  const { seed, kills, minutes, report } = values;
  say(`seed ${seed}`);
  const result = await runChaos({
    seed,
    kills: Number(kills),
    minutes: Number(minutes),
    ...{ postEveryMs: 700, longestAheadMs: 20_000, faultEveryMs: 2_000, shops: 3 },
    ...{ inPairs: false, isHurried: false },
    say,
  });
  const text = describeChaos(result);
  say(text);
  say(`ended by themselves: ${JSON.stringify(result.endedByItself)}`);
  if (report) writeReport('chaos', text);
  return result.violations.length === 0;
}

async function oneByOne(): Promise<boolean> {
  const world = await startWorld();
  const count = 20;
  const trials: Record<string, () => Promise<failures.Outcome>> = {
    'the first answer of each post lost': () => failures.firstAnswersLost({ world, count, seconds: 0 }),
    'every answer lost for a minute': () => failures.everyAnswerLost({ world, count, seconds: 60 }),
    '429 with Retry-After 20 for 20 s': () => failures.throttled({ world, count, seconds: 20 }),
    'both workers killed with calls in flight': () => failures.workersKilled({ world, count, seconds: 0 }),
    'Temporal killed while posts are scheduled, back after 30 s': () =>
      failures.temporalAway({ world, count, seconds: 30 }),
    'cancelled 100 ms before due': () => failures.cancelledLate({ world, count, seconds: 0 }),
    'a worker stopped between claim and call for 70 s, then let go on': () =>
      failures.workersStoodStill({ world, count, seconds: 70 }),
    'a worker stopped within a transaction': () => failures.workerHeldRows({ world, count, seconds: 0 }),
    "Temporal's database deleted while posts wait": () =>
      failures.temporalForgot({ world, count, seconds: 0 }),
  };
  const outcomes: Record<string, failures.Outcome> = {};
  for (const [name, attempt] of Object.entries(trials)) {
    const outcome = await attempt();
    outcomes[name] = outcome;
    say(`${name}: ${JSON.stringify(outcome)}`);
  }
  await world.close();
  const text = describeOutcomes(outcomes);
  say(text);
  if (values.report) writeReport('faults', text);
  return Object.values(outcomes).every(({ broken }) => broken.length === 0);
}
