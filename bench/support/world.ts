import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { prepareDataDirectory } from '../../launcher/dataDirectory.ts';
import { postgresUrl } from '../../launcher/embedded.ts';
import { postgresDirectory } from '../../launcher/orphans.ts';
import { freePort } from '../../launcher/ports.ts';
import { withOptions } from '../../launcher/services/options.ts';
import { startProcess, type BenchProcess } from './process.ts';

/** A durable Postgres with our tables, on data of its own: what `npm start` runs. */
export interface BenchDatabase {
  url: string;
  directory: string;
  stop(): Promise<void>;
}

export async function startBenchDatabase(): Promise<BenchDatabase> {
  const directory = prepareDataDirectory(
    join(tmpdir(), `socialsync-bench-${randomBytes(6).toString('hex')}`),
  );
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const options = {
    cluster: postgresDirectory(directory),
    port,
    password,
    maxConnections: 100,
    durable: true,
  };
  const postgres: BenchProcess = await startProcess('launcher/services/postgres.ts', withOptions(options));
  const url = postgresUrl(port, password, 'socialsync');
  connectDatabase({ url, poolSize: 2 });
  await migrate();
  await closeDatabase();
  return {
    url,
    directory,
    async stop() {
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What the API and the worker are told in a benchmark. */
export const benchEnvironment = ({ url, directory }: BenchDatabase): Record<string, string> => ({
  NODE_ENV: 'development',
  NODE_COMPILE_CACHE: 'node_modules/.cache/node',
  LOG_LEVEL: 'info',
  PORT: '0',
  DATA_DIR: directory,
  DATABASE_URL: url,
  ENCRYPTION_KEY: 'only-for-benchmarks-only-for-benchmarks',
  JWT_SECRET: 'only-for-benchmarks-only-for-benchmarks',
  RATE_LIMITS: 'false',
  IMAGE_QUOTA_PER_DAY: '1000000',
});
