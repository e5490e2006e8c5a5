import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { runService } from '../../runtime/runService.ts';

/** A worker for the bare workflows, with Temporal's own settings. Its one activity tells when it began. */
await runService('bare-worker', async () => {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
  const worker = await Worker.create({
    connection,
    taskQueue: 'bare',
    workflowsPath: fileURLToPath(new URL('bareWorkflows.ts', import.meta.url)),
    activities: { step: () => Promise.resolve(Date.now()) },
  });
  const ended = worker.run();
  return {
    ready: {},
    async close() {
      worker.shutdown();
      await ended;
      await connection.close();
    },
  };
});
