import { startTestServers } from './testServers.ts';

/**
 * Starts one Postgres, one Temporal and nothing else for all tests, before the first of them. The tests find them by
 * TEST_POSTGRES_URL (a superuser of the database postgres: make one's own database), TEST_TEMPORAL_ADDRESS,
 * TEST_TEMPORAL_CLI and TEST_TEMPORAL_TEST_SERVER (the path of the server that skips time).
 */
export default async function globalSetup(): Promise<void> {
  const servers = await startTestServers();
  Object.assign(process.env, servers.environment);
  globalThis.socialSyncTestServers = servers;
}
