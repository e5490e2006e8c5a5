import { TestProcess } from './testProcess.ts';

/** A worker as production runs it. It is started once it polls Temporal. */
export class TestWorker extends TestProcess {
  constructor(environment: Record<string, string>) {
    super('workers/main.ts', environment);
  }
}
