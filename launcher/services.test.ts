import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { eventually } from '../test/support/eventually.ts';
import { prepareDataDirectory } from './dataDirectory.ts';
import { postgresUrl } from './embedded.ts';
import { postgresDirectory } from './orphans.ts';
import { freePort } from './ports.ts';
import { send } from './processes.ts';
import { withOptions } from './services/options.ts';
import { SupervisedChild } from './supervisedChild.ts';

const dataDirectory = prepareDataDirectory(
  join(tmpdir(), `socialsync-services-${randomBytes(6).toString('hex')}`),
);
const password = 'a-password-for-this-test';
const running: SupervisedChild[] = [];
afterAll(async () => {
  for (const child of running) await child.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function startPostgres(port: number): Promise<SupervisedChild> {
  const cluster = postgresDirectory(dataDirectory);
  const child = new SupervisedChild({
    name: 'postgres',
    script: resolve('launcher/services/postgres.ts'),
    environment: withOptions({ cluster, port, password, maxConnections: 20, durable: true }),
    dataDirectory,
    say: () => {},
    onFatal: () => {},
  });
  running.push(child);
  await child.start();
  return child;
}

async function query<Row extends pg.QueryResultRow>(port: number, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgresUrl(port, password, 'socialsync') });
  client.on('error', () => {}); // the server is killed on purpose
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

test('Postgres keeps what it confirmed, through the SIGKILL of its wrapper and of itself', async () => {
  const port = await freePort();
  const child = await startPostgres(port);
  await query(port, 'CREATE TABLE kept AS SELECT 1 AS number');
  expect(await query(port, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(port, `SELECT lower('ÉCOLE') AS word`)).toEqual([{ word: 'école' }]);

  const wrapper = child.pid ?? 0;
  send(wrapper, 'SIGKILL'); // its server is an orphan now, which the next wrapper stops
  await eventually(() => expect([undefined, wrapper]).not.toContain(child.pid));
  await eventually(async () => {
    expect(await query(port, 'SELECT number FROM kept')).toEqual([{ number: 1 }]);
  });
});

test('a Temporal server keeps closed workflows for 30 days and knows the search attributes', async () => {
  const connection = await Connection.connect({ address: process.env.TEST_TEMPORAL_ADDRESS });
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
    expect(Object.values(config?.customSearchAttributeAliases ?? {}).sort()).toEqual([
      'ConnectionId',
      'Platform',
      'PostId',
      'ProjectId',
    ]);
  } finally {
    await connection.close();
  }
});
