import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import { startWorkflow } from '../commands/startWorkflow.ts';
import { readConfig } from '../config/environment.ts';
import { ConfigError } from '../config/load.ts';
import { jobs } from '../contracts/jobs.ts';
import { workflows, type WorkflowInputs, type WorkflowName } from '../contracts/workflows.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { row } from '../db/query.ts';
import { createTemporalClient } from '../runtime/temporalClient.ts';

/** What is about one connection, and takes its id. */
const ofConnection = { 'sync-connection': 'syncConnection', 'refresh-token': 'refreshToken' } as const;

const usage = [
  'npm run job -- <name>, one of:',
  ...Object.keys(jobs).map((name) => `  ${name}`),
  ...Object.keys(ofConnection).map((name) => `  ${name} <connection id>`),
].join('\n');

/** How long a running worker may take to start what was promised. */
const patienceMs = 15_000;

interface Wanted {
  workflow: WorkflowName;
  input: WorkflowInputs[WorkflowName];
}

function readArguments([name = '', connectionId]: string[]): Wanted {
  if (name in ofConnection && connectionId)
    return { workflow: ofConnection[name as keyof typeof ofConnection], input: { connectionId } };
  if (name in jobs && !connectionId) return { workflow: jobs[name as keyof typeof jobs], input: {} };
  throw new ConfigError([usage]);
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
    await startWorkflow(workflow, input, null);
    if (!(await isTaken(workflow, input))) return `${id}: promised; it starts as soon as a worker runs`;
    const outcome: unknown = await temporal.workflow.getHandle(id).result();
    return `${id}: done${outcome === undefined ? '' : ` ${JSON.stringify(outcome)}`}`;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw new Error(`${id}: ${error.cause?.message ?? error.message}`, { cause: error });
  } finally {
    await Promise.all([temporal.connection.close(), closeDatabase()]);
  }
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
