import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataDirectory } from '../../launcher/dataDirectory.ts';
import { TestProcess } from './testProcess.ts';
import { startPostgres, startTemporal, type StartServer } from './testServers.ts';

/** A server of one test file, which may be stopped and started again: its address and data stay. */
export interface OwnServer {
  address: string;
  /** Where its files are. */
  directory: string;
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

/** A Postgres of one's own; its address is a superuser's of the database postgres. */
export const startOwnPostgres = () => startOwn(startPostgres, 'TEST_POSTGRES_URL');

/** A Temporal of one's own, with the namespace default. */
export const startOwnTemporal = () => startOwn(startTemporal, 'TEST_TEMPORAL_ADDRESS');

async function startOwn(
  startServer: (directory: string, start: StartServer) => Promise<Record<string, string>>,
  variable: string,
): Promise<OwnServer> {
  const directory = prepareDataDirectory(join(tmpdir(), `socialsync-own-${randomBytes(6).toString('hex')}`));
  let server: TestProcess | undefined;
  const told = await startServer(directory, (name, environment) => {
    server = new TestProcess(`launcher/services/${name}.ts`, environment);
    return server.start();
  });
  return {
    address: told[variable] ?? '',
    directory,
    start: async () => server?.start(),
    stop: async () => server?.stop(),
    async close() {
      await server?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
