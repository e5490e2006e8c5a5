import { setTimeout as pause } from 'node:timers/promises';
import { TestProcess } from '../support/testProcess.ts';

/** Between two tries to start. */
const againMs = 250;

/** A process that is started again whenever it ends, as the launcher or an operator's tools do it. */
export class KeptProcess {
  readonly name: string;
  readonly process: TestProcess;
  /** How often it ended without having been killed: a process that cannot go on does so, to be started afresh. */
  endedByItself = 0;
  #isKept = true;
  #downMs: number | null = null;
  #up = Promise.withResolvers<void>();
  #kept: Promise<void> | undefined;

  constructor(name: string, script: string, environment: NodeJS.ProcessEnv) {
    this.name = name;
    this.process = new TestProcess(script, environment);
  }

  /** Resolves once it serves. */
  async start(): Promise<void> {
    this.#kept ??= this.#keep();
    await this.#up.promise;
  }

  /** Resolves once it serves, which may be now. */
  whenUp = (): Promise<void> => this.#up.promise;

  /** Ends it, by its own SIGKILL unless `end` knows better; it is started again after so many ms. */
  async kill(downMs: number, end: () => Promise<unknown> = this.process.kill): Promise<void> {
    await this.#up.promise;
    this.#downMs = downMs;
    this.#up = Promise.withResolvers();
    await end();
  }

  async stop(): Promise<void> {
    this.#isKept = false;
    await this.process.stop();
    await this.#kept;
  }

  async #keep(): Promise<void> {
    while (this.#isKept) {
      try {
        await this.process.start();
      } catch {
        // What it needs is not there yet.
        await pause(againMs);
        continue;
      }
      this.#up.resolve();
      await this.process.ended();
      if (!this.#isKept) return;
      if (this.#downMs === null) {
        this.endedByItself += 1;
        this.#up = Promise.withResolvers();
      }
      await pause(this.#downMs ?? againMs);
      this.#downMs = null;
    }
  }
}
