import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../launcher/ports.ts';
import { withOptions } from '../launcher/services/options.ts';
import { temporalCommand } from '../launcher/temporalBinary.ts';
import { startProcess } from './support/process.ts';
import type { Table } from './support/table.ts';
import { benchEnvironment, startBenchDatabase } from './support/world.ts';

const idleMs = 20_000;

/** What API and worker hold in memory once they have started and nothing happens. Target: 400 MiB together. */
export async function memory(): Promise<Table> {
  const database = await startBenchDatabase();
  const port = await freePort();
  const binary = await temporalCommand(process.env.TEMPORAL_CLI_PATH, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const options = { binary, dataDirectory: database.directory, namespace: 'default', port };
  const temporal = await startProcess('launcher/services/temporal.ts', withOptions(options));
  const environment = {
    ...benchEnvironment(database),
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    OPENAI_API_KEY: 'never-used',
    SMTP_HOST: '127.0.0.1',
  };
  const api = await startProcess('api/main.ts', environment);
  const worker = await startProcess('workers/main.ts', environment);
  try {
    await pause(idleMs);
    const [ours, theirs] = [api.memory(), worker.memory()];
    return {
      title: 'Idle memory of API and worker',
      note: `Resident MiB ${idleMs / 1000} s after both serve. Target: at most 400 together.`,
      columns: ['API', 'worker', 'together'],
      rows: [[String(ours), String(theirs), String(ours + theirs)]],
    };
  } finally {
    for (const each of [worker, api, temporal]) await each.stop();
    await database.stop();
  }
}
