import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now()) },
    minutes: { type: 'string', default: '60' },
    report: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`seed ${values.seed}`);
const result = await runChaos({
  seed: values.seed,
  kills: Number(values.kills),
  minutes: Number(values.minutes),
  postEveryMs: 700,
  faultEveryMs: 2_000,
  shops: 3,
  say,
});
say(JSON.stringify({ ...result, hits: result.hits.length }, null, 2));
process.exit(result.violations.length > 0 ? 1 : 0);
