import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { freePort } from '../../launcher/ports.ts';
import { withOptions } from '../../launcher/services/options.ts';
import { temporalCommand } from '../../launcher/temporalBinary.ts';
import { createTemporalClient } from '../../runtime/temporalClient.ts';
import { startProcess, type BenchProcess } from './process.ts';
import { benchEnvironment, startBenchDatabase } from './world.ts';

/** What our worker works with, each a process of its own: Postgres, Temporal, the sandbox. */
export interface Surroundings {
  /** For our processes, and the bare ones beside them. */
  environment: Record<string, string> & { DATABASE_URL: string };
  /** For files of the benchmark. */
  directory: string;
  sandboxUrl: string;
  encryptionKey: string;
  client: Client;
  stop(): Promise<void>;
}

/** Starts them; this process is connected to the database. */
export async function startSurroundings(): Promise<Surroundings> {
  const database = await startBenchDatabase();
  const { directory, url } = database;
  const sandbox = await startProcess('sandbox/main.ts', {
    SANDBOX_PORT: '0',
    SANDBOX_SMTP_PORT: '0',
    DATA_DIR: join(directory, 'sandboxed'),
  });
  const sandboxUrl = `http://127.0.0.1:${String(sandbox.ready.port)}`;
  const port = await freePort();
  const binary = await temporalCommand(process.env.TEMPORAL_CLI_PATH, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const options = { binary, dataDirectory: directory, namespace: 'default', port };
  const temporal = await startProcess('launcher/services/temporal.ts', withOptions(options));
  const encryptionKey = randomBytes(32).toString('hex');
  const environment = {
    ...benchEnvironment(database),
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    ENCRYPTION_KEY: encryptionKey,
    SANDBOX_URL: sandboxUrl,
    OPENAI_API_KEY: 'a-key-for-the-sandbox',
    OPENAI_BASE_URL: `${sandboxUrl}/openai/v1`,
    SMTP_HOST: '127.0.0.1',
  };
  connectDatabase({ url, poolSize: 2 });
  const client = createTemporalClient({
    TEMPORAL_ADDRESS: environment.TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_TLS: false,
  });
  return {
    ...{ environment, directory, sandboxUrl, encryptionKey, client },
    async stop() {
      await closeDatabase();
      await client.connection.close();
      for (const each of [temporal, sandbox]) await each.stop();
      await database.stop();
    },
  };
}

/** What posts are published by: the surroundings, and our worker. */
export interface PublishingWorld extends Surroundings {
  worker: BenchProcess;
}

/** Starts that world; this process is connected to its database. */
export async function startPublishingWorld(): Promise<PublishingWorld> {
  const surroundings = await startSurroundings();
  const worker = await startProcess('workers/main.ts', surroundings.environment);
  return {
    ...surroundings,
    worker,
    async stop() {
      await worker.stop();
      await surroundings.stop();
    },
  };
}
