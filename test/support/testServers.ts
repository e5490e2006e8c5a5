import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepareDataDirectory } from '../../launcher/dataDirectory.ts';
import { postgresUrl } from '../../launcher/embedded.ts';
import { postgresDirectory } from '../../launcher/orphans.ts';
import { freePort } from '../../launcher/ports.ts';
import { withOptions } from '../../launcher/services/options.ts';
import { SupervisedChild } from '../../launcher/supervisedChild.ts';
import { obtain, programCache, temporalCommand, temporalTestServer } from '../../launcher/temporalBinary.ts';

/** The servers that all tests share. */
export interface TestServers {
  /** How the tests find them. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

declare global {
  /** Carried from Jest's globalSetup to its globalTeardown, which run in one process. */
  var socialSyncTestServers: TestServers | undefined;
}

const services = resolve(import.meta.dirname, '../../launcher/services');
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Starts Postgres and Temporal on free ports and empty data; the data is removed when they are stopped. */
export async function startTestServers(): Promise<TestServers> {
  const directory = prepareDataDirectory(join(tmpdir(), `socialsync-test-${randomBytes(6).toString('hex')}`));
  const children: SupervisedChild[] = [];
  const start = (name: string, environment: NodeJS.ProcessEnv) => {
    const script = join(services, `${name}.ts`);
    const onFatal = (problem: Error) => say(problem.message);
    const child = new SupervisedChild({
      name,
      script,
      environment,
      dataDirectory: directory,
      say,
      onFatal,
    });
    children.push(child);
    return child.start();
  };
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(directory, { recursive: true, force: true });
  };

  try {
    const [postgres, temporal, testServer] = await Promise.all([
      startPostgres(directory, start),
      startTemporal(directory, start),
      obtain(temporalTestServer, programCache(), say),
    ]);
    return {
      environment: { ...postgres, ...temporal, TEST_TEMPORAL_TEST_SERVER: testServer },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs one of launcher/services. */
export type StartServer = (name: string, environment: NodeJS.ProcessEnv) => Promise<unknown>;

/** Not durable: this data need not survive a crash, and the tests are faster without waiting for the disk. */
export async function startPostgres(directory: string, start: StartServer): Promise<Record<string, string>> {
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const cluster = postgresDirectory(directory);
  await start('postgres', withOptions({ cluster, port, password, maxConnections: 300, durable: false }));
  return { TEST_POSTGRES_URL: postgresUrl(port, password, 'postgres') };
}

/** Without a UI. */
export async function startTemporal(directory: string, start: StartServer): Promise<Record<string, string>> {
  const binary = await temporalCommand(process.env.TEMPORAL_CLI_PATH, say);
  const port = await freePort();
  await start('temporal', withOptions({ binary, dataDirectory: directory, namespace: 'default', port }));
  return { TEST_TEMPORAL_ADDRESS: `127.0.0.1:${port}`, TEST_TEMPORAL_CLI: binary };
}
