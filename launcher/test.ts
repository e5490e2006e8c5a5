import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runChecks } from './checks.ts';

const JestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

/** `npm test`: the checks and all tests. With arguments, only Jest with them: `npm test -- api/images`. */
async function main(args: string[]): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'socialsync-jest-'));
  try {
    const resultFile = join(directory, 'result.json');
    const [code, failedChecks] = await Promise.all([
      runJest(['--json', `--outputFile=${resultFile}`, ...args]),
      // They fill what the tests leave of the processors: much of a flow is waiting.
      args.length === 0 ? runChecks() : [],
    ]);
    if (failedChecks.length > 0) process.stdout.write(`failed checks: ${failedChecks.join(', ')}\n`);
    process.stdout.write(`${summary(resultFile)}\n`);
    return failedChecks.length > 0 ? 1 : code;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Jest's exit code. Its report goes to standard error; the JSON of --json goes to the file alone. */
async function runJest(args: string[]): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', ...args],
    { stdio: ['inherit', 'ignore', 'inherit'] },
  );
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', () => {}); // a Ctrl-C reaches Jest as well
  process.on('SIGTERM', pass).on('SIGHUP', pass);
  process.on('disconnect', () => pass('SIGTERM'));
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

/** A test file that could not be run counts as one failed test. */
function summary(resultFile: string): string {
  try {
    const result = JestResult.parse(JSON.parse(readFileSync(resultFile, 'utf8')));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return `${result.numPassedTests} passed, ${failed} failed`;
  } catch {
    return 'no result: Jest did not finish';
  }
}

process.exit(await main(process.argv.slice(2)));
