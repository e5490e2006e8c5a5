import { spawn } from 'node:child_process';
import { Problem } from './problem.ts';

/**
 * Runs one of our commands (a TypeScript file) to its end, or until `stopping` ends it.
 * @returns what it wrote to standard output.
 * @throws {Problem} with its last lines when it fails.
 */
export async function runCommand(
  name: string,
  script: string,
  environment: NodeJS.ProcessEnv,
  stopping: AbortSignal,
): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stopping,
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const how = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  if (how === undefined) return output;
  const lines = (errors || output).trimEnd().split('\n').slice(-20);
  throw new Problem([`${name} failed (${how}):`, ...lines.map((line) => `  ${line}`)].join('\n'));
}
