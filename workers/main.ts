import { readConfig } from '../config/environment.ts';
import { runService } from '../runtime/runService.ts';
import { startWorker } from './worker.ts';

await runService('worker', () => startWorker(readConfig()));
