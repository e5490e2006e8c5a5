import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ReadyMessage } from '../../runtime/runService.ts';

/** How a process ended: by its exit code, or by a signal. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A service as production runs it: a process of its own, that can be killed and started again. */
export class TestProcess {
  readonly environment: NodeJS.ProcessEnv;
  /** Everything it printed, over all its lives. */
  output = '';
  #script: string;
  #child: ChildProcess | undefined;

  /** `script` is a file of the project that calls runService, such as `api/main.ts`. */
  constructor(script: string, environment: NodeJS.ProcessEnv) {
    this.#script = resolve(import.meta.dirname, '../..', script);
    this.environment = environment;
  }

  /** Resolves with what the service tells, once it serves. */
  async start(): Promise<ReadyMessage['details']> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', this.#script], {
      env: { ...inherited(), ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    const ready = once(child, 'message') as Promise<[ReadyMessage]>;
    const ended = once(child, 'close').then(() => {
      throw new Error(`${this.#script} ended before it was ready:\n${this.output}`);
    });
    ended.catch(() => {});
    const [{ details }] = await Promise.race([ready, ended]);
    return details;
  }

  /** As a crash does it: nothing is finished. */
  kill = () => this.#end('SIGKILL');

  /** As an operator does it. */
  stop = () => this.#end('SIGTERM');

  /** As a machine does that is out of breath: it stands still, and nobody is told. */
  pause = () => this.#child?.kill('SIGSTOP');

  /** After a pause: it goes on where it stood. */
  resume = () => this.#child?.kill('SIGCONT');

  /** Resolves once the life that runs now has ended, however. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'close');
  }

  async #end(signal: NodeJS.Signals): Promise<Ending> {
    const child = this.#child;
    if (!child) throw new Error(`${this.#script} was never started`);
    if (child.exitCode === null && child.signalCode === null) {
      // Closed is later than ended: all of its output is read by then.
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return { code: child.exitCode, signal: child.signalCode };
  }
}

/** What a program finds things by, and where Node keeps what it compiled. */
const inherited = ({ PATH, HOME, NODE_COMPILE_CACHE } = process.env) => ({ PATH, HOME, NODE_COMPILE_CACHE });
