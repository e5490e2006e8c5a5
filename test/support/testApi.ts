import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '../../api/server.ts';
import { loadConfig, type Config } from '../../config/load.ts';
import { ApiClient } from './apiClient.ts';
import { createTestDatabase } from './database.ts';

export interface TestApi {
  config: Config;
  /** The environment that makes another process belong to this API: a worker, a command. */
  environment: Record<string, string>;
  url: string;
  /** A stranger, calling from an address of their own. */
  stranger(): ApiClient;
  close(): Promise<void>;
}

/** The API as production runs it, over real HTTP, with a database of its own. */
export async function startTestApi(overrides: Record<string, string> = {}): Promise<TestApi> {
  const directory = mkdtempSync(join(tmpdir(), 'socialsync-api-'));
  const environment = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '0',
    DATA_DIR: directory,
    DATABASE_URL: overrides.DATABASE_URL ?? (await createTestDatabase()),
    DATABASE_POOL_SIZE: '5',
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS ?? '',
    ENCRYPTION_KEY: 'also-only-for-tests-also-only-for-tests',
    JWT_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    PUBLIC_URL: 'http://localhost:8000',
    // Whether the dashboard happens to be built here makes no difference to tests of the API.
    DASHBOARD_DIR: `${directory}/no-dashboard`,
    // Every client of a test calls from an address of its own, so that the limits of one are not another's.
    TRUSTED_PROXIES: '127.0.0.1',
    ...overrides,
  };
  const config = loadConfig(environment);
  const service = await startApi(config, environment);
  const url = `http://127.0.0.1:${String(service.ready.port)}`;
  return {
    config,
    environment,
    url,
    stranger: () => new ApiClient(url),
    async close() {
      await service.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
