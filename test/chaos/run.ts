import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';
import { runInboxChaos } from './inbox/chaos.ts';
import { describeInboxChaos } from './inbox/report.ts';
import * as failures from './oneByOne.ts';
import { publishingStage } from './publishingStage.ts';
import { describeChaos, describeOutcomes, writeReport } from './report.ts';
import { startWorld } from './world.ts';

/**
 * `npm run chaos -- --kills 200 [--seed S] [--minutes M] [--report]`: kills at random steps while posts fall due.
 * `npm run chaos -- --faults [--report]`: failures one by one, 20 posts each.
 * `npm run chaos -- --inbox --kills 200 [--seed S] [--conversations C] [--messages M] [--report]`: kills while customers
 * write. Exits 1 when a promise was broken.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now()) },
    minutes: { type: 'string', default: '60' },
    faults: { type: 'boolean', default: false },
    inbox: { type: 'boolean', default: false },
    conversations: { type: 'string', default: '500' },
    messages: { type: 'string', default: '5000' },
    report: { type: 'boolean', default: false },
  },
});
/** A strike takes about so long: customers write as long as there are strikes. */
const strikeMs = 5_000;
/** More than so many messages a second only wait for each other. */
const leastMsPerMessage = 180;

const say = (line: string) => process.stdout.write(`${line}\n`);
const isKept = values.inbox ? await inbox() : values.faults ? await oneByOne() : await manyKills();
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
  const world = await startWorld(publishingStage);
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

async function inbox(): Promise<boolean> {
  const { seed, report } = values;
  const [kills, conversations, messages] = [values.kills, values.conversations, values.messages].map(Number);
  if (!kills || !conversations || !messages) throw new Error('kills, conversations and messages are numbers');
  say(`seed ${seed}`);
  const result = await runInboxChaos({
    ...{ seed, kills, conversations, messages, minutes: Number(values.minutes) },
    durationMs: Math.max(kills * strikeMs, messages * leastMsPerMessage),
    ...{ faultEveryMs: 2_000, answerEveryMs: 3_000, shops: 2, inPairs: false, isHurried: false },
    say,
  });
  const text = describeInboxChaos(result);
  say(text);
  say(`ended by themselves: ${JSON.stringify(result.endedByItself)}`);
  if (report) writeReport('inbox', text);
  return result.violations.length === 0;
}
