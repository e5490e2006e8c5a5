import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FileResult, TestFileOrder, Told } from './runTestFile.ts';

/** The parts that are needed of what Jest gives a runner. */
interface Test {
  path: string;
  context: { config: TestFileOrder['config'] };
}
interface GlobalConfig {
  maxWorkers: number;
  /** Of a single file everything is shown as it comes. */
  verbose?: boolean;
}
interface Watcher {
  isInterrupted(): boolean;
}
type Failure = (Told & { failure: unknown })['failure'];

const script = join(import.meta.dirname, 'runTestFile.ts');
const compiled = join(import.meta.dirname, '../../node_modules/.cache/node');

/**
 * Jest's runner, with one difference: each test file runs in a fresh process of its own, and Node itself loads what the
 * file imports, as it does for the product. Jest's own runner evaluates every module anew in a virtual machine, which
 * cannot keep what it compiled: 2 s of processor time for each file that starts the API, instead of 1.
 */
export default class ProcessRunner {
  readonly supportsEventEmitters = false;
  readonly #globalConfig: GlobalConfig;

  constructor(globalConfig: GlobalConfig) {
    this.#globalConfig = globalConfig;
  }

  /** Runs the files in their order, as many at once as maxWorkers says. */
  async runTests(
    tests: Test[],
    watcher: Watcher,
    onStart: (test: Test) => Promise<void>,
    onResult: (test: Test, result: FileResult) => Promise<void>,
    onFailure: (test: Test, failure: Failure) => Promise<void>,
  ): Promise<void> {
    const left = tests.values();
    const lane = async () => {
      for (const test of left) {
        if (watcher.isInterrupted()) return;
        await onStart(test);
        const ran = await this.#run(test);
        await ('failure' in ran ? onFailure(test, ran.failure) : onResult(test, ran.result));
      }
    };
    await Promise.all(Array.from({ length: this.#globalConfig.maxWorkers }, lane));
  }

  async #run({ path, context }: Test): Promise<Told> {
    const output = this.#globalConfig.verbose ? process.stderr : 'pipe';
    const child = fork(script, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
      serialization: 'advanced',
      stdio: ['ignore', output, output, 'ipc'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (printed += text));
    let told: Told | undefined;
    child.once('message', (message: Told) => (told = message));
    child.send({ path, globalConfig: this.#globalConfig, config: context.config } satisfies TestFileOrder);
    const how = await untilEnded(child);
    if (!told) {
      const message = `the process of ${path} ended before its tests did (${how})`;
      return { failure: { message, stack: `${message}\n${printed}` } };
    }
    if ('failure' in told || printed === '') return told;
    const console = [{ type: 'log', origin: '', message: printed.trimEnd() }];
    return { result: { ...told.result, console } };
  }
}

/** Until it is gone and all that it said was read; what processes that it left behind may say is not waited for. */
async function untilEnded(child: ChildProcess): Promise<string> {
  const [closed, disconnected] = [once(child, 'close'), once(child, 'disconnect')];
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  await Promise.race([Promise.all([closed, disconnected]), pause(1_000)]);
  return signal ?? `exit code ${code}`;
}
