import { join } from 'node:path';
import { runService } from '../runtime/runService.ts';
import { startSandbox } from './sandbox.ts';
import { portOf } from './settings.ts';

/** The sandbox as a process: SANDBOX_PORT, SANDBOX_SMTP_PORT, and DATA_DIR, below which it keeps its state. */
await runService('sandbox', async () => {
  const sandbox = await startSandbox({
    port: portOf('SANDBOX_PORT', 8900),
    smtpPort: portOf('SANDBOX_SMTP_PORT', 8925),
    dataDirectory: join(process.env.DATA_DIR || '.data', 'sandbox'),
    host: '127.0.0.1',
  });
  const { port, smtpPort } = sandbox;
  return { ready: { port, smtpPort }, close: () => sandbox.close() };
});
