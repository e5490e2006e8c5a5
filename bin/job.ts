import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import { startWorkflow } from '../commands/startWorkflow.ts';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { Uuid } from '../contracts/common.ts';
import { jobs } from '../contracts/jobs.ts';
import { workflows, type WorkflowInputs, type WorkflowName } from '../contracts/workflows.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { row } from '../db/query.ts';
import { createTemporalClient } from '../runtime/temporalClient.ts';
import { describeOutcome } from './jobOutcome.ts';

/** What is about one connection, and takes its id. */
const ofConnection = { 'sync-connection': 'syncConnection', 'refresh-token': 'refreshToken' } as const;

const usage = [
  'npm run job -- <name>, one of:',
  ...Object.keys(jobs).map((name) => `  ${name}`),
  ...Object.keys(ofConnection).map((name) => `  ${name} <connection id>`),
].join('\n');

const rightId = 'GET /api/social-media/connections names them, such as 0b8f7f5e-3c0e-4c39-9a8e-2f4b6f1d7a10';

/** How long a running worker may take to start what was promised. */
const patienceMs = 15_000;
/** A job that takes longer is told to be at work. */
const quietMs = 5_000;

interface Wanted {
  workflow: WorkflowName;
  input: WorkflowInputs[WorkflowName];
}

function readArguments([name = '', connectionId, ...more]: string[]): Wanted {
  if (more.length > 0) throw new ConfigError([usage]);
  if (Object.hasOwn(jobs, name) && connectionId === undefined)
    return { workflow: jobs[name as keyof typeof jobs], input: {} };
  if (!Object.hasOwn(ofConnection, name) || connectionId === undefined) throw new ConfigError([usage]);
  if (!Uuid.safeParse(connectionId).success)
    throw new ConfigError([`"${connectionId}" is no connection's id: ${rightId}`]);
  return { workflow: ofConnection[name as keyof typeof ofConnection], input: { connectionId } };
}

/** A job about a connection that is not there would end without a word. */
async function assertThere(input: Wanted['input']): Promise<void> {
  if (!('connectionId' in input)) return;
  const found = await row('select from social_media_connections where id = $1', [input.connectionId]);
  if (!found) throw new ConfigError([`there is no connection ${input.connectionId}: ${rightId}`]);
}

/** `npm run job -- refresh-tokens`: promises a job as the API does, waits for its end, and says how it ended. */
async function main(): Promise<string> {
  const { workflow, input } = readArguments(process.argv.slice(2));
  const config = readConfig();
  if (!config.DATABASE_URL)
    throw new ConfigError(['DATABASE_URL is missing: set it, or run npm start first']);
  connectDatabase({ url: config.DATABASE_URL, poolSize: 1 });
  const temporal = createTemporalClient(config);
  const id = (workflows[workflow].id as (given: typeof input) => string)(input);
  try {
    await assertThere(input);
    const began = await newestLog();
    await startWorkflow(workflow, input, null);
    if (!(await isTaken(workflow, input))) return `${id}: promised; it starts as soon as a worker runs`;
    const outcome: unknown = await patiently(id, temporal.workflow.getHandle(id).result());
    return `${id}: ${describeOutcome(workflow, outcome, await readReason(input, began))}`;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw new Error(`${id}: ${error.cause?.message ?? error.message}`, { cause: error });
  } finally {
    await Promise.all([temporal.connection.close(), closeDatabase()]);
  }
}

/** Waits for an end that may be hours away where a platform asks to wait; says so meanwhile. */
async function patiently<Result>(id: string, end: Promise<Result>): Promise<Result> {
  const note = `${id}: at work still, as the Temporal UI shows; Ctrl-C ends the waiting, not the job\n`;
  const timer = setTimeout(() => process.stderr.write(note), quietMs);
  try {
    return await end;
  } finally {
    clearTimeout(timer);
  }
}

const newestLog = async () =>
  (await row<{ id: string }>('select coalesce(max(id), 0) as id from social_media_sync_logs'))?.id ?? '0';

/** What went wrong with the one connection that the job was about, by the log of it; null when nothing did. */
async function readReason(input: Wanted['input'], after: string): Promise<string | null> {
  if (!('connectionId' in input)) return null;
  const log = await row<{ reason: string | null }>(
    `select error_message as reason from social_media_sync_logs where connection_id = $1 and id > $2
     order by id desc limit 1`,
    [input.connectionId, after],
  );
  return log?.reason ?? null;
}

/** Whether a worker has handed the promise to Temporal. */
async function isTaken(workflow: WorkflowName, input: Wanted['input']): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const waiting = await row(`select from outbox where workflow = $1 and input = $2::jsonb`, [
      workflow,
      JSON.stringify(input),
    ]);
    if (!waiting) return true;
    await pause(100);
  }
  return false;
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  process.stderr.write(`job: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
