import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { prepareDataDirectory } from '../../launcher/dataDirectory.ts';
import { postgresUrl } from '../../launcher/embedded.ts';
import { postgresDirectory, temporalRecord } from '../../launcher/orphans.ts';
import { freePort } from '../../launcher/ports.ts';
import { send } from '../../launcher/processes.ts';
import { withOptions } from '../../launcher/services/options.ts';
import { temporalCommand } from '../../launcher/temporalBinary.ts';
import { ApiClient } from '../support/apiClient.ts';
import type { TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';
import { KeptProcess } from './keptProcess.ts';
import { prepareSteps, type Steps } from './steps.ts';

export const partNames = ['api', 'worker-1', 'worker-2', 'temporal', 'postgres'] as const;
export type PartName = (typeof partNames)[number];

/** The whole product as processes of its own, each of which can be killed; and the platforms, which live on. */
export interface World {
  api: Pick<TestApi, 'config' | 'environment' | 'url' | 'stranger'>;
  sandbox: TestSandbox;
  steps: Steps;
  parts: Record<PartName, KeptProcess>;
  /** SIGKILL: to the server itself where the part is one that a process of ours only watches. */
  kill(name: PartName, downMs: number): Promise<void>;
  /** Kills Temporal, and starts it again without its database. */
  forgetTemporal(): Promise<void>;
  whenAllUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld({ triggers }: { triggers: string }): Promise<World> {
  const directory = prepareDataDirectory(
    join(tmpdir(), `socialsync-chaos-${randomBytes(6).toString('hex')}`),
  );
  const cluster = postgresDirectory(directory);
  const [apiPort, postgresPort, temporalPort] = [await freePort(), await freePort(), await freePort()];
  const password = randomBytes(16).toString('hex');
  const databaseUrl = postgresUrl(postgresPort, password, 'socialsync');
  const sandbox = await startTestSandbox();
  const environmentOf = (name: PartName) => ({
    ...productEnvironment(sandbox),
    PORT: String(apiPort),
    PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
    DATA_DIR: directory,
    // By this name the database tells whose statement waits.
    DATABASE_URL: `${databaseUrl}?application_name=${name}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    TEMPORAL_NAMESPACE: 'default',
  });
  const service = (name: PartName, script: string, environment: NodeJS.ProcessEnv = environmentOf(name)) =>
    new KeptProcess(name, script, environment);
  const temporal = {
    binary: await temporalCommand(process.env.TEMPORAL_CLI_PATH, (line) => process.stderr.write(`${line}\n`)),
    dataDirectory: directory,
    namespace: 'default',
    port: temporalPort,
  };
  // What it says is written must be: it is killed.
  const postgres = { cluster, port: postgresPort, password, maxConnections: 100, durable: true };
  const parts: World['parts'] = {
    api: service('api', 'api/main.ts'),
    'worker-1': service('worker-1', 'workers/main.ts'),
    'worker-2': service('worker-2', 'workers/main.ts'),
    temporal: service('temporal', 'launcher/services/temporal.ts', withOptions(temporal)),
    postgres: service('postgres', 'launcher/services/postgres.ts', withOptions(postgres)),
  };
  await Promise.all([parts.temporal.start(), parts.postgres.start()]);
  connectDatabase({ url: databaseUrl, poolSize: 4 });
  await migrate();
  await closeDatabase();
  // Before anybody connects: what the steps set holds for connections that are made afterwards.
  const steps = await prepareSteps(databaseUrl, triggers);
  connectDatabase({ url: databaseUrl, poolSize: 4 });
  await Promise.all([parts.api.start(), parts['worker-1'].start(), parts['worker-2'].start()]);

  const environment = environmentOf('api');
  const url = environment.PUBLIC_URL;
  /** The servers themselves: what we start only watches them. */
  const servers = {
    postgres: () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]),
    temporal: () => (JSON.parse(readFileSync(temporalRecord(directory), 'utf8')) as { pid: number }).pid,
  };
  async function kill(name: PartName, downMs: number): Promise<void> {
    const part = parts[name];
    if (name !== 'temporal' && name !== 'postgres') return part.kill(downMs);
    await part.kill(downMs, async () => {
      send(servers[name](), 'SIGKILL');
      // Who watches the server ends with it.
      await part.process.ended();
    });
  }
  return {
    api: { config: loadConfig(environment), environment, url, stranger: () => new ApiClient(url) },
    sandbox,
    parts,
    steps,
    kill,
    async forgetTemporal() {
      await parts.temporal.kill(1_000, async () => {
        send(servers.temporal(), 'SIGKILL');
        await parts.temporal.process.ended();
        for (const file of readdirSync(directory).filter((name) => name.startsWith('temporal.db')))
          rmSync(join(directory, file));
      });
      await parts.temporal.whenUp();
    },
    async whenAllUp() {
      await Promise.all(Object.values(parts).map((part) => part.whenUp()));
    },
    async close() {
      await Promise.all([parts.api.stop(), parts['worker-1'].stop(), parts['worker-2'].stop()]);
      await Promise.all([closeDatabase(), steps.close()]);
      await Promise.all([parts.temporal.stop(), parts.postgres.stop(), sandbox.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const productEnvironment = (sandbox: TestSandbox) => ({
  NODE_ENV: 'test',
  NODE_COMPILE_CACHE: 'node_modules/.cache/node',
  LOG_LEVEL: 'warn',
  RATE_LIMITS: 'false',
  DATABASE_POOL_SIZE: '8',
  ENCRYPTION_KEY: 'also-only-for-tests-also-only-for-tests',
  JWT_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  TRUSTED_PROXIES: '127.0.0.1',
  OPENAI_API_KEY: 'a-key-for-the-sandbox',
  OPENAI_BASE_URL: `${sandbox.url}/openai/v1`,
  GEMINI_API_KEY: 'a-key-for-the-sandbox',
  GEMINI_BASE_URL: `${sandbox.url}/gemini`,
  SANDBOX_URL: sandbox.url,
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(sandbox.smtpPort),
});
