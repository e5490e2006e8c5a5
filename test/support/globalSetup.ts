import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadWorkflowBundle } from '../../workers/workflowBundle.ts';
import { startTestServers } from './testServers.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Starts one Postgres, one Temporal and nothing else for all tests, before the first of them. The tests find them by
 * TEST_POSTGRES_URL (a superuser of the database postgres: make one's own database), TEST_TEMPORAL_ADDRESS,
 * TEST_TEMPORAL_CLI and TEST_TEMPORAL_TEST_SERVER (the path of the server that skips time). What many of them need
 * built, the dashboard and the workflows, is built once here where it is stale: they would all begin to at once.
 */
export default async function globalSetup(): Promise<void> {
  const buildDashboard = promisify(execFile)(process.execPath, ['launcher/buildDashboard.ts'], { cwd: root });
  const [servers] = await Promise.all([startTestServers(), loadWorkflowBundle(), buildDashboard]);
  Object.assign(process.env, servers.environment);
  globalThis.socialSyncTestServers = servers;
}
