import { hostname } from 'node:os';
import { DefaultLogger, NativeConnection, Runtime, Worker, type LogEntry } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { FailureInterceptor } from '../activities/failures.ts';
import { createChatModel } from '../ai/createChatModel.ts';
import { createImageModel } from '../ai/createImageModel.ts';
import { ConfigError, type Config } from '../config/load.ts';
import { registryOptions, trustedOrigins } from '../config/platforms.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { assertMigrated } from '../db/migrate.ts';
import { warnOfMissingKeys } from '../db/missingKeys.ts';
import { createVault } from '../db/vault.ts';
import { createMailer } from '../mail/mailer.ts';
import { createDiskStorage } from '../media/diskStorage.ts';
import { sweepTemporaries } from '../media/temporaries.ts';
import { loadPlatforms } from '../platforms/registry.ts';
import { createLogger, type Logger } from '../runtime/logger.ts';
import type { Service } from '../runtime/runService.ts';
import { createTemporalClient, temporalConnection } from '../runtime/temporalClient.ts';
import { answeringWorker } from './answeringWorker.ts';
import { startDispatcher } from './dispatcher.ts';
import { startInboxReader } from './inboxReader.ts';
import { warnOfPrivateAddress } from './privateAddress.ts';
import { createPlanSchedules, keepPlanSchedules } from './planSchedules.ts';
import { publishingWorkers } from './publishingWorkers.ts';
import { keepReconciling } from './reconciling.ts';
import { keepSchedules } from './schedules.ts';
import { registerSearchAttributes } from './searchAttributes.ts';
import { assistantModelSettings, chatModelSettings, imageModelSettings, mailSettings } from './settings.ts';
import { loadWorkflowBundle } from './workflowBundle.ts';

/** What an activity has to finish once the worker was told to stop; then it is cancelled, and tried by another one. */
const shutdownGraceMs = 6_000;

/**
 * The worker of one process: runs workflows and activities, hands the outbox to Temporal, keeps the reconciler alive.
 * The platforms read their own variables in `environment`, from which `config` was read. `now` is the clock that dates
 * what activities write.
 */
export async function startWorker(
  config: Config,
  environment: NodeJS.ProcessEnv,
  now: () => Date = () => new Date(),
): Promise<Service> {
  const { DATABASE_URL: databaseUrl, JWT_SECRET: linkSecret, ENCRYPTION_KEY: encryptionKey } = config;
  if (!databaseUrl || !linkSecret || !encryptionKey)
    throw new ConfigError(['DATABASE_URL, JWT_SECRET and ENCRYPTION_KEY are needed: npm start sets them']);
  const log = createLogger('worker', config.LOG_LEVEL);
  installRuntime(log);
  connectDatabase({ url: databaseUrl, poolSize: config.DATABASE_POOL_SIZE });
  await assertMigrated();
  const vault = createVault(encryptionKey, config.ENCRYPTION_KEY_PREVIOUS);
  await warnOfMissingKeys(vault, log);

  const client = createTemporalClient(config);
  const [connection, bundle] = await Promise.all([
    NativeConnection.connect(temporalConnection(config)).catch(() =>
      explainUnreachable(config.TEMPORAL_ADDRESS),
    ),
    loadWorkflowBundle(),
  ]);
  await registerSearchAttributes(client, log);
  const mailer = createMailer(mailSettings(config));
  const platforms = await loadPlatforms(registryOptions(config, environment));
  warnOfPrivateAddress(platforms, config.PUBLIC_URL, log);
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const assistantModels = assistantModelSettings(config);
  const common = {
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    identity: `${hostname()}/${process.pid}@${bundle.buildId}`,
    activities: createActivities({
      imageModel: createImageModel(imageModelSettings(config)),
      chatModel: createChatModel(chatModelSettings(config)),
      assistantModels: assistantModels.map(createChatModel),
      namedModel(provider, model) {
        const vendor = assistantModels.find((settings) => settings.provider === provider);
        return vendor && createChatModel({ ...vendor, model });
      },
      planSchedules: createPlanSchedules(client, taskQueue),
      imageQuotaPerDay: config.IMAGE_QUOTA_PER_DAY,
      storage: createDiskStorage(config.MEDIA_DIR),
      mailer,
      linkSecret,
      publicUrl: config.PUBLIC_URL,
      platforms,
      vault,
      now,
      connectionsInFlight: config.CONNECTIONS_IN_FLIGHT,
      trustedOrigins: trustedOrigins(config),
    }),
    interceptors: { activity: [() => ({ inbound: new FailureInterceptor() })] },
    shutdownGraceTime: shutdownGraceMs,
    shutdownForceTime: shutdownGraceMs + 2_000,
  };
  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue,
      workflowBundle: { codePath: bundle.codePath },
      maxCachedWorkflows: config.MAX_CACHED_WORKFLOWS,
    }),
    Worker.create({ ...common, ...answeringWorker(taskQueue) }),
    ...publishingWorkers(platforms, taskQueue).map((options) => Worker.create({ ...common, ...options })),
  ]);
  // Nothing waits for it: it only makes room.
  sweepTemporaries(config.MEDIA_DIR).catch((error: Error) =>
    log.warn({ err: error }, 'files that were never finished could not be removed'),
  );
  const listening = { databaseUrl: config.DATABASE_DIRECT_URL ?? databaseUrl, log };
  const dispatcher = startDispatcher({ destination: { client, taskQueue }, ...listening });
  const inboxReader = startInboxReader({ platforms, ...listening });
  const reconciling = keepReconciling({ client, taskQueue, log });
  const schedules = keepSchedules({ client, taskQueue, log });
  const planSchedules = keepPlanSchedules({ client, log });
  let closing = false;
  const finished = Promise.all(workers.map((worker) => worker.run())).then(
    () => true,
    (error: Error) => {
      if (!closing) {
        // A worker that fails ends the process: whoever supervises it starts a fresh one.
        log.fatal({ err: error }, 'the worker failed');
        process.exit(1);
      }
      log.warn({ err: error }, 'work was cut off: another worker does it again');
      return false;
    },
  );

  return {
    ready: { buildId: bundle.buildId },
    async close() {
      closing = true;
      reconciling.stop();
      schedules.stop();
      planSchedules.stop();
      for (const worker of workers) worker.shutdown();
      const [isFinished] = await Promise.all([finished, dispatcher.stop(), inboxReader.stop()]);
      // Work that was cut off still holds the connections: they end with the process.
      if (!isFinished) return;
      mailer.close();
      await Promise.all([connection.close(), client.connection.close(), closeDatabase()]);
    },
  };
}

function explainUnreachable(address: string | undefined): never {
  throw new ConfigError([`TEMPORAL_ADDRESS: Temporal cannot be reached at ${address ?? 'localhost:7233'}`]);
}

/** Sends what Temporal's SDK logs, also from inside workflows, to our log. */
function installRuntime(log: Logger): void {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
  const forward = ({ level, message, meta }: LogEntry) => {
    // Said of every queue that has activities alone, as some of ours have on purpose.
    if (!message.startsWith('No workflows registered')) log[levels[level]]({ ...meta }, message);
  };
  Runtime.install({ logger: new DefaultLogger('INFO', forward), shutdownSignals: [] });
}
