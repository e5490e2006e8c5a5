import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));

/** A worker as production runs it: a process of its own, that can be killed. */
export class TestWorker {
  readonly environment: Record<string, string>;
  /** Everything it printed, over all its lives. */
  output = '';
  #child: ChildProcess | undefined;

  constructor(environment: Record<string, string>) {
    this.environment = environment;
  }

  /** Resolves once it polls Temporal. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    const ready = once(child, 'message');
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the worker ended before it was ready:\n${this.output}`);
    });
    ended.catch(() => {});
    await Promise.race([ready, ended]);
  }

  /** As a crash does it: nothing is finished. */
  kill = () => this.#end('SIGKILL');

  /** As an operator does it. */
  stop = () => this.#end('SIGTERM');

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
