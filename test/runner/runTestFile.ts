import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What the runner sends. */
export interface TestFileOrder {
  path: string;
  globalConfig: object;
  config: { slowTestThreshold: number; displayName?: string };
}

/** Jest's TestResult, as far as it is looked at here. */
export interface FileResult {
  numPassingTests: number;
  numFailingTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { failureDetails: unknown[] }[];
  perfStats: object;
  console?: { type: string; origin: string; message: string }[];
  [other: string]: unknown;
}

/** Failed is a file whose tests could not be run at all. */
export type Told = { result: FileResult } | { failure: { message: string; stack: string } };

type TestFramework = (
  globalConfig: object,
  config: object,
  environment: { global: typeof globalThis },
  modules: object,
  path: string,
) => Promise<FileResult>;

const require = createRequire(import.meta.url);

/** What Jest's framework of tests asks of its loader of modules, done by Node. */
const modules = {
  requireInternalModule: require,
  requireModule: require,
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (path: string) => import(pathToFileURL(path).href),
  // It also puts them among the globals, where jestGlobals.ts finds them.
  setGlobalsForRuntime() {},
  enterTestCode() {},
  leaveTestCode() {},
};

/** Runs the tests of one file, by Jest's own framework, and returns what Jest expects to hear of them. */
async function runTestFile({ path, globalConfig, config }: TestFileOrder): Promise<FileResult> {
  const globals = new URL('jestGlobals.ts', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
  });
  // What Jest sets: a failure's way is longer than Node's ten lines.
  Error.stackTraceLimit = 100;
  const start = Date.now();
  const { default: framework } = require('jest-circus/runner') as { default: TestFramework };
  const result = await framework(globalConfig, config, { global: globalThis }, modules, path);
  const end = Date.now();
  const slow = (end - start) / 1000 > config.slowTestThreshold;
  const { numPassingTests, numFailingTests, numPendingTests, numTodoTests } = result;
  const skipped = numPassingTests + numFailingTests + numTodoTests === 0 && numPendingTests > 0;
  return {
    ...result,
    // Whatever was compared may be among them: not everything can be sent, and nobody reads them.
    testResults: result.testResults.map((test) => ({ ...test, failureDetails: [] })),
    perfStats: { ...result.perfStats, start, end, runtime: end - start, slow },
    ...{ testFilePath: path, displayName: config.displayName, skipped, leaks: false },
  };
}

const answer = (told: Told) => process.send?.(told, () => process.exit());
process.once('message', (order: TestFileOrder) => {
  runTestFile(order).then(
    (result) => answer({ result }),
    ({ message, stack = message }: Error) => answer({ failure: { message, stack } }),
  );
});
// Without the runner nobody waits for a result.
process.once('disconnect', () => process.exit(1));
