import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { row, rows } from '../db/query.ts';
import { createVault } from '../db/vault.ts';
import { freePort } from '../launcher/ports.ts';
import { withOptions } from '../launcher/services/options.ts';
import { temporalCommand } from '../launcher/temporalBinary.ts';
import { createTemporalClient } from '../runtime/temporalClient.ts';
import { connectMany } from './support/manyConnections.ts';
import { startProcess } from './support/process.ts';
import type { Table } from './support/table.ts';
import { benchEnvironment, startBenchDatabase } from './support/world.ts';

const accounts = 500;
const projects = 20;
const refreshed = 1_000;

/**
 * All connections synced in one run, beside a bare loop with the same calls and INSERTs; a thousand tokens refreshed;
 * the vault alone. Targets: half the bare loop's rate, and no history over 5,000 events.
 */
export async function connections(): Promise<Table> {
  const database = await startBenchDatabase();
  const sandbox = await startProcess('sandbox/main.ts', {
    SANDBOX_PORT: '0',
    SANDBOX_SMTP_PORT: '0',
    DATA_DIR: join(database.directory, 'sandboxed'),
  });
  const sandboxUrl = `http://127.0.0.1:${String(sandbox.ready.port)}`;
  const port = await freePort();
  const binary = await temporalCommand(process.env.TEMPORAL_CLI_PATH, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const options = { binary, dataDirectory: database.directory, namespace: 'default', port };
  const temporal = await startProcess('launcher/services/temporal.ts', withOptions(options));
  const encryptionKey = randomBytes(32).toString('hex');
  const environment = {
    ...benchEnvironment(database),
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    ENCRYPTION_KEY: encryptionKey,
    SANDBOX_URL: sandboxUrl,
    OPENAI_API_KEY: 'never-used',
    SMTP_HOST: '127.0.0.1',
  };
  connectDatabase({ url: database.url, poolSize: 2 });
  const many = await connectMany({ sandboxUrl, encryptionKey, platform: 'tiktok', accounts, projects });
  const worker = await startProcess('workers/main.ts', environment);
  const client = createTemporalClient({
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_TLS: false,
  });
  try {
    const input = join(database.directory, 'bench-input.json');
    writeFileSync(input, JSON.stringify({ subjects: many, api: `${sandboxUrl}/tiktok/api` }));
    const bare = await startProcess('bench/support/bareSync.ts', {
      DATABASE_URL: database.url,
      BENCH_INPUT: input,
    });
    const bareRate = many.length / Number(bare.ready.seconds);
    await bare.stop();
    await rows(
      'truncate social_media_stats, social_media_posts, social_media_post_metrics, social_media_sync_logs cascade; select 1 as done',
    );

    const sync = await timeJob(client, 'syncAllConnections');
    const synced = await row<{ n: number }>(
      `select count(*)::int as n from social_media_sync_logs where sync_status = 'success'`,
    );
    const peak = worker.memory();
    await rows(
      `update social_media_connections set token_expires_at = now() + interval '1 hour' where id = any($1::uuid[]) returning 1 as due`,
      [many.slice(0, refreshed).map(({ id }) => id)],
    );
    await rows(
      `update social_media_connections set token_expires_at = now() + interval '30 days' where not id = any($1::uuid[]) returning 1 as later`,
      [many.slice(0, refreshed).map(({ id }) => id)],
    );
    const refresh = await timeJob(client, 'refreshExpiringTokens', { days: 7 });
    const syncRate = many.length / sync.seconds;
    return {
      title: `${many.length.toLocaleString('en')} connections synced in one run`,
      note: 'Beside a bare loop with the same HTTP calls and INSERTs against the same sandbox, which is the limit of both. Targets: a ratio of at least 0.5; no history over 5,000 events.',
      columns: ['what', 'figure'],
      rows: [
        ['bare loop, connections/s', bareRate.toFixed(0)],
        ['SocialSync, connections/s', syncRate.toFixed(0)],
        ['ratio', (syncRate / bareRate).toFixed(2)],
        ['synced successfully', String(synced?.n ?? 0)],
        ['memory of the worker afterwards, MiB', String(peak)],
        ['largest history, events', String(sync.largestHistory)],
        [
          `${refreshed.toLocaleString('en')} tokens refreshed, tokens/s`,
          (refreshed / refresh.seconds).toFixed(0),
        ],
        ['vault, seal and open, operations/s', vaultRate(encryptionKey).toFixed(0)],
      ],
    };
  } finally {
    await closeDatabase();
    await client.connection.close();
    for (const each of [worker, temporal, sandbox]) await each.stop();
    await database.stop();
  }
}

/** Runs a job to its end: how long it took, and the longest history of its runs. */
async function timeJob(client: Client, workflow: string, input: object = {}) {
  const workflowId = `bench-${workflow}`;
  const started = performance.now();
  await client.workflow.execute(workflow, { workflowId, taskQueue: 'socialsync', args: [input] });
  const seconds = (performance.now() - started) / 1000;
  let largestHistory = 0;
  try {
    for await (const run of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) {
      largestHistory = Math.max(largestHistory, run.historyLength);
    }
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
  return { seconds, largestHistory };
}

function vaultRate(key: string): number {
  const vault = createVault(key);
  const operations = 20_000;
  const started = performance.now();
  for (let index = 0; index < operations; index += 1)
    vault.open(vault.seal('act.a-token-of-usual-length-0123456789', 'a'), 'a');
  return operations / ((performance.now() - started) / 1000);
}
