import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, type Config } from '../config/load.ts';
import { registryOptions } from '../config/platforms.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { assertMigrated } from '../db/migrate.ts';
import { createDiskStorage } from '../media/diskStorage.ts';
import { warnOfMissingKeys } from '../db/missingKeys.ts';
import { createVault } from '../db/vault.ts';
import { loadPlatforms } from '../platforms/registry.ts';
import { createLogger } from '../runtime/logger.ts';
import type { Service } from '../runtime/runService.ts';
import { createScheduleReader } from '../runtime/scheduleReader.ts';
import { createTemporalClient } from '../runtime/temporalClient.ts';
import { createApp } from './app.ts';
import { readDashboardFiles } from './dashboard/dashboardFiles.ts';
import { createOpenStreams } from './events/openStreams.ts';
import { watchKeys } from './keyMonitor.ts';
import { createLive } from './live/live.ts';
import { createSignInAttempts } from './signInAttempts.ts';
import { watchTemporal } from './temporalMonitor.ts';
import { createTokens } from './tokens.ts';
import { createVisitorLimits } from './webWidget/visitorLimits.ts';
import { createWidgetFiles } from './webWidget/widgetFiles.ts';

/**
 * The API of one process: listens, answers, and on close lets what it answers finish. The platforms read their own
 * variables in `environment`, from which `config` was read.
 */
export async function startApi(config: Config, environment: NodeJS.ProcessEnv): Promise<Service> {
  const { DATABASE_URL: url, JWT_SECRET: secret, ENCRYPTION_KEY: key } = config;
  if (!url || !secret || !key)
    throw new ConfigError(['DATABASE_URL, JWT_SECRET and ENCRYPTION_KEY are needed: npm start sets them']);
  const log = createLogger('api', config.LOG_LEVEL);
  connectDatabase({ url, poolSize: config.DATABASE_POOL_SIZE });
  await assertMigrated();
  const vault = createVault(key, config.ENCRYPTION_KEY_PREVIOUS);
  await warnOfMissingKeys(vault, log);

  const temporal = createTemporalClient(config);
  const monitor = watchTemporal(temporal);
  const tokens = createTokens({
    secret,
    supabaseUrl: config.SUPABASE_URL,
    supabaseSecret: config.SUPABASE_JWT_SECRET,
  });
  const dashboard = await readDashboardFiles(config.DASHBOARD_DIR);
  if (!dashboard) log.warn('there is no dashboard here: npm run dashboard:build makes it');
  const live = createLive(config.DATABASE_DIRECT_URL ?? url, log);
  const app = createApp({
    config,
    log,
    storage: createDiskStorage(config.MEDIA_DIR),
    temporal: monitor,
    schedules: createScheduleReader(temporal),
    tokens,
    platforms: await loadPlatforms(registryOptions(config, environment)),
    vault,
    keys: watchKeys(vault),
    signInAttempts: createSignInAttempts(),
    visitorLimits: createVisitorLimits(config.RATE_LIMITS),
    widgetFiles: createWidgetFiles(),
    live,
    streams: createOpenStreams(),
    dashboard,
  });

  const { server, close } = createClosableServer(app.callback());
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(config.PORT, config.HOST, resolve);
  await listening;
  const { port } = server.address() as AddressInfo;
  log.info({ port }, 'listening');

  return {
    ready: { port },
    async close() {
      await Promise.all([close(), live.close()]);
      monitor.stop();
      await Promise.all([closeDatabase(), temporal.connection.close()]);
    },
  };
}

/** A request that is still being sent or answered by then is cut off: runService ends the process at 10 s. */
const finishWithinMs = 7_000;

/**
 * A server whose `close` ends however busy its clients are: it listens no more, and every answer from then on takes
 * its connection along, for a client that keeps one open could go on asking for ever.
 */
function createClosableServer(answer: RequestListener): { server: Server; close: () => Promise<void> } {
  const answering = new Set<ServerResponse>();
  const dismiss = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  let closing = false;
  const server = createServer((request, response) => {
    if (closing) dismiss(response);
    answering.add(response);
    response.once('close', () => answering.delete(response));
    answer(request, response);
  });
  return {
    server,
    async close() {
      closing = true;
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      for (const response of answering) dismiss(response);
      const timer = setTimeout(() => server.closeAllConnections(), finishWithinMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
