import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { readConfig } from '../../config/environment.ts';
import { createTemporalClient } from '../../runtime/temporalClient.ts';

/**
 * Keeps the history of a workflow that ran, for replay.test.ts: `npm run record-history -- <workflow id> <name>`, while
 * `npm start` runs.
 */
const [workflowId, name] = process.argv.slice(2);
if (!workflowId || !name) {
  process.stderr.write('usage: npm run record-history -- <workflow id> <name>\n');
  process.exit(1);
}
const client = createTemporalClient(readConfig());
const history = await client.workflow.getHandle(workflowId).fetchHistory();
await client.connection.close();
const file = new URL(`../histories/${name}.json`, import.meta.url);
// Stack traces name where this checkout lies: nobody else has it there.
const root = new URL('../../', import.meta.url).pathname;
writeFileSync(file, `${historyToJSON(history).replaceAll(`file://${root}`, '').replaceAll(root, '')}\n`);
process.stdout.write(`${file.pathname}: ${history.events?.length ?? 0} events\n`);
