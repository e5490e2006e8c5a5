import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { embeddedEnvironmentFile } from '../config/environment.ts';
import type { Config } from '../config/load.ts';
import { runCommand } from './command.ts';
import {
  claimPorts,
  embeddedEnvironment,
  sandboxUrl,
  writeEmbeddedEnvironment,
  type Ports,
} from './embedded.ts';
import { postgresDirectory, stopOrphanPostgres, stopOrphanTemporal } from './orphans.ts';
import { stopAllRecorded } from './processes.ts';
import type { Problem } from './problem.ts';
import { readOrMakeSecrets, type Secrets } from './secrets.ts';
import { withOptions } from './services/options.ts';
import { SupervisedChild } from './supervisedChild.ts';
import { temporalCommand } from './temporalBinary.ts';
import type { Terminal } from './terminal.ts';

const root = resolve(import.meta.dirname, '..');

/** Children are stopped in this order: first who asks, then who answers. */
const stopOrder = ['api', 'worker', 'sandbox', 'temporal', 'postgres'];

/** Where a person goes, and with which login. */
export interface Addresses {
  api: string;
  temporalUi?: string;
  sandbox: string;
  login: DemoLogin;
}

const DemoLogin = z.object({ email: z.string(), username: z.string(), password: z.string() });
type DemoLogin = z.infer<typeof DemoLogin>;

/** Everything that `npm start` runs, as one thing to start and to stop. */
export class Launch {
  #config: Config;
  #given: NodeJS.ProcessEnv;
  #dataDirectory: string;
  #terminal: Terminal;
  #onFatal: (problem: Problem) => void;
  #children = new Map<string, SupervisedChild>();
  #environment: NodeJS.ProcessEnv = {};
  #stopping = new AbortController();

  /** `given` is what the user set, from which `config` was read; `onFatal` is told when a child is given up. */
  constructor(
    config: Config,
    given: NodeJS.ProcessEnv,
    dataDirectory: string,
    terminal: Terminal,
    onFatal: (problem: Problem) => void,
  ) {
    this.#config = config;
    this.#given = given;
    this.#dataDirectory = dataDirectory;
    this.#terminal = terminal;
    this.#onFatal = onFatal;
  }

  /**
   * Starts everything and answers when all of it serves.
   * @throws {Problem} when a piece cannot start.
   */
  async start(): Promise<Addresses> {
    const secrets = readOrMakeSecrets(this.#dataDirectory);
    await this.#stopLeftovers();
    const ports = await claimPorts(this.#config);
    const variables = embeddedEnvironment(this.#given, this.#config, ports, secrets, this.#dataDirectory);
    writeEmbeddedEnvironment(this.#dataDirectory, variables);
    this.#environment = { ...this.#given, ...variables };

    const temporal = this.#startTemporal(ports);
    const migrated = this.#startPostgres(ports, secrets).then(() =>
      this.#command('Migrating', 'db/migrate.ts'),
    );
    const dashboard = this.#command('Dashboard', 'launcher/buildDashboard.ts');
    await Promise.all([
      this.#service('sandbox', 'Sandbox', 'sandbox/main.ts'),
      Promise.all([migrated, dashboard]).then(() => this.#service('api', 'API', 'api/main.ts')),
      Promise.all([migrated, temporal]).then(() => this.#service('worker', 'Worker', 'workers/main.ts')),
    ]);
    const output = await this.#command('Demo data', 'workers/seed.ts');
    return {
      api: variables.PUBLIC_URL ?? '',
      temporalUi: ports.TEMPORAL_UI_PORT ? `http://localhost:${ports.TEMPORAL_UI_PORT}` : undefined,
      sandbox: sandboxUrl(ports),
      login: readLogin(output),
    };
  }

  /** Stops everything, in order; nothing is left running. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const name of stopOrder) {
      const child = this.#children.get(name);
      if (child !== undefined) await child.stop();
    }
    rmSync(embeddedEnvironmentFile(this.#dataDirectory), { force: true });
  }

  /** What a launcher that was killed could not stop: its services, and the servers below them. */
  async #stopLeftovers(): Promise<void> {
    await stopAllRecorded(join(this.#dataDirectory, 'run'));
    await stopOrphanTemporal(this.#dataDirectory);
    await stopOrphanPostgres(postgresDirectory(this.#dataDirectory));
  }

  async #startPostgres(ports: Ports, secrets: Secrets): Promise<void> {
    if (ports.POSTGRES_PORT === undefined) return;
    const options = {
      cluster: postgresDirectory(this.#dataDirectory),
      port: ports.POSTGRES_PORT,
      password: secrets.POSTGRES_PASSWORD,
      maxConnections: 200,
      durable: true,
    };
    await this.#service('postgres', 'Postgres', 'launcher/services/postgres.ts', withOptions(options));
  }

  /** The step includes the download of the program, which a first start does. */
  async #startTemporal(ports: Ports): Promise<void> {
    const { TEMPORAL_PORT: port, TEMPORAL_UI_PORT: uiPort } = ports;
    if (port === undefined) return;
    await this.#terminal.step('Temporal', async () => {
      const options = {
        binary: await temporalCommand(this.#config.TEMPORAL_CLI_PATH, (line) => this.#terminal.say(line)),
        dataDirectory: this.#dataDirectory,
        namespace: this.#config.TEMPORAL_NAMESPACE,
        port,
        uiPort,
      };
      await this.#run('temporal', 'launcher/services/temporal.ts', withOptions(options));
    });
  }

  #service(name: string, title: string, path: string, environment = this.#environment): Promise<void> {
    return this.#terminal.step(title, () => this.#run(name, path, environment));
  }

  async #run(name: string, path: string, environment: NodeJS.ProcessEnv): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    const child = new SupervisedChild({
      name,
      script: join(root, path),
      environment,
      dataDirectory: this.#dataDirectory,
      say: (line) => this.#terminal.say(line),
      onFatal: this.#onFatal,
    });
    this.#children.set(name, child);
    await child.start();
  }

  #command(title: string, path: string): Promise<string> {
    const run = () => runCommand(path, join(root, path), this.#environment, this.#stopping.signal);
    return this.#terminal.step(title, run);
  }
}

function readLogin(output: string): DemoLogin {
  const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
  return DemoLogin.parse(JSON.parse(lastLine));
}
