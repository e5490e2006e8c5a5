import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { coldStart } from './coldStart.ts';
import { connections } from './connections.ts';
import { conversations } from './conversations.ts';
import { dashboard } from './dashboard.ts';
import { generate } from './generate.ts';
import { lateness } from './lateness.ts';
import { memory } from './memory.ts';
import { publish } from './publish.ts';
import { replies } from './replies.ts';
import { schedule } from './schedule.ts';
import { sleepingPosts } from './sleepingPosts.ts';
import { webhooks } from './webhooks.ts';
import { markdown, type Table } from './support/table.ts';

/** `npm run bench [name]`: runs the benchmarks, or one, and writes what they found into docs/BENCHMARKS.md. */
const benchmarks: Record<string, () => Promise<Table | Table[]>> = {
  generate,
  schedule,
  publish,
  lateness,
  sleepingPosts,
  memory,
  coldStart,
  connections,
  webhooks,
  replies,
  conversations,
  dashboard,
};
const document = new URL('../docs/BENCHMARKS.md', import.meta.url);

const asked = process.argv[2];
if (asked && !(asked in benchmarks)) {
  process.stderr.write(
    `there is no benchmark "${asked}": choose among ${Object.keys(benchmarks).join(', ')}\n`,
  );
  process.exit(1);
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked && asked !== name) continue;
  const machine = `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores, Node ${process.version}.`;
  const tables = [await run()].flat().map(markdown).join('\n\n');
  const section = `${tables}\n\n${machine}`;
  const between = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  writeFileSync(document, readFileSync(document, 'utf8').replace(between, `$1\n${section}\n$2`));
  process.stdout.write(`${section}\n\n`);
}
