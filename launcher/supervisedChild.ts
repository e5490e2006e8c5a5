import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadyMessage } from '../runtime/runService.ts';
import { ChildLog, readableLine } from './childLog.ts';
import { Problem } from './problem.ts';
import { closeWithinMs, send, writeRecord } from './processes.ts';

/** Sent by a service that knows that no restart will help, e.g. when its data was made by another version. */
export interface FatalMessage {
  type: 'fatal';
  reason: string;
}

/** What to run and whom to tell. */
export interface ChildDefinition {
  name: string;
  /** Absolute path of the TypeScript file; it calls runtime/runService. */
  script: string;
  environment: NodeJS.ProcessEnv;
  /** Where logs/<name>.log and run/<name>.json are kept. */
  dataDirectory: string;
  /** Takes one line for the terminal. */
  say(line: string): void;
  /** Called once when the child will not be started again. */
  onFatal(problem: Problem): void;
}

export type ReadyDetails = ReadyMessage['details'];

const firstDelayMs = 200;
const longestDelayMs = 5_000;
const deathsToGiveUp = 5;
const countDeathsWithinMs = 60_000;

/**
 * One service as a process, started again when it dies: after 0.2 s, then twice as long each time, up to 5 s. After
 * five deaths within a minute it is given up. The process has a group of its own, so that a Ctrl-C in the terminal
 * reaches the launcher alone, and it ends by itself when the launcher is gone (its IPC channel closes).
 */
export class SupervisedChild {
  readonly name: string;
  #definition: ChildDefinition;
  #log: ChildLog;
  #record: string;
  #process?: ChildProcess;
  #restart?: NodeJS.Timeout;
  #deaths: number[] = [];
  #stopped = false;
  #ready = Promise.withResolvers<ReadyDetails>();

  constructor(definition: ChildDefinition) {
    this.name = definition.name;
    this.#definition = definition;
    this.#record = join(definition.dataDirectory, 'run', `${definition.name}.json`);
    this.#log = new ChildLog(join(definition.dataDirectory, 'logs', `${definition.name}.log`), (line) =>
      definition.say(`${definition.name}: ${line}`),
    );
    this.#ready.promise.catch(() => {}); // onFatal is told in any case
  }

  /** Starts it; settles when it serves for the first time, or rejects with the problem that onFatal gets. */
  start(): Promise<ReadyDetails> {
    this.#spawn();
    return this.#ready.promise;
  }

  /** The process id while it runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Ends it for good: SIGTERM, and SIGKILL for its whole group when it has not closed within 12 s. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#restart);
    const child = this.#process;
    if (child?.pid !== undefined) {
      const group = -child.pid;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      send(child.pid, 'SIGTERM');
      const late = setTimeout(() => send(group, 'SIGKILL'), closeWithinMs);
      await ended;
      clearTimeout(late);
    }
    this.#log.follow();
    this.#log.close();
  }

  #spawn(): void {
    const { script, environment } = this.#definition;
    this.#log.begin();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
      env: environment,
      stdio: ['ignore', this.#log.descriptor, this.#log.descriptor, 'ipc'],
      detached: true,
    });
    this.#process = child;
    if (child.pid !== undefined) writeRecord(this.#record, child.pid, [script]);
    child.on('message', (message: ReadyMessage | FatalMessage) => this.#hear(message));
    child.once('error', (error) => this.#ended(error.message));
    child.once('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`, signal === 'SIGKILL'));
  }

  #hear(message: ReadyMessage | FatalMessage): void {
    if (message.type === 'ready') this.#ready.resolve(message.details);
    if (message.type === 'fatal') this.#giveUp(new Problem(message.reason));
  }

  /** `killed`: by somebody else, without a chance to say anything: what it said before is not the reason. */
  #ended(how: string, killed = false): void {
    this.#process = undefined;
    rmSync(this.#record, { force: true });
    if (this.#stopped) return;

    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((death) => now - death < countDeathsWithinMs), now];
    if (this.#deaths.length >= deathsToGiveUp) return this.#giveUp(this.#describeDeaths(how));

    const delay = Math.min(firstDelayMs * 2 ** (this.#deaths.length - 1), longestDelayMs);
    this.#log.follow();
    const reason = killed ? 'it was killed, by hand or for want of memory' : this.#log.lastWords();
    this.#definition.say(`${this.name} ended (${how}), starting it again in ${delay / 1000} s: ${reason}`);
    this.#restart = setTimeout(() => this.#spawn(), delay);
  }

  #giveUp(problem: Problem): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#ready.reject(problem);
    this.#definition.onFatal(problem);
  }

  #describeDeaths(how: string): Problem {
    const lines = this.#log.lastLines(20).map((line) => `  ${readableLine(line)}`);
    return new Problem(
      [
        `${this.name} died ${deathsToGiveUp} times within a minute (${how}); all is in ${this.#log.path}, its last lines:`,
        ...lines,
      ].join('\n'),
    );
  }
}
