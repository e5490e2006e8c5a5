import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { runService } from '../runtime/runService.ts';
import { startApi } from './server.ts';

await runService('api', () => {
  const environment = readEnvironment();
  return startApi(loadConfig(environment), environment);
});
