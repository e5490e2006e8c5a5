import { readConfig } from '../config/environment.ts';
import { runService } from '../runtime/runService.ts';
import { startApi } from './server.ts';

await runService('api', () => startApi(readConfig()));
