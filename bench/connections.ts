import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { row, rows } from '../db/query.ts';
import { createVault } from '../db/vault.ts';
import { connectMany } from './support/manyConnections.ts';
import { startProcess } from './support/process.ts';
import { startSurroundings } from './support/publishingWorld.ts';
import type { Table } from './support/table.ts';

const accounts = 500;
const projects = 20;
const refreshed = 1_000;

/**
 * All connections synced in one run, beside a bare loop with the same calls and INSERTs; a thousand tokens refreshed;
 * the vault alone. Targets: half the bare loop's rate, and no history over 5,000 events.
 */
export async function connections(): Promise<Table> {
  const surroundings = await startSurroundings();
  const { environment, directory, sandboxUrl, encryptionKey, client } = surroundings;
  const many = await connectMany({ sandboxUrl, encryptionKey, platform: 'tiktok', accounts, projects });
  const worker = await startProcess('workers/main.ts', environment);
  try {
    const input = join(directory, 'bench-input.json');
    writeFileSync(input, JSON.stringify({ subjects: many, api: `${sandboxUrl}/tiktok/api` }));
    const bare = await startProcess('bench/support/bareSync.ts', {
      DATABASE_URL: environment.DATABASE_URL,
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
    await worker.stop();
    await surroundings.stop();
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
