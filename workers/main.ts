import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { runService } from '../runtime/runService.ts';
import { startWorker } from './worker.ts';

await runService('worker', () => {
  const environment = readEnvironment();
  return startWorker(loadConfig(environment), environment);
});
