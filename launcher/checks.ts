import { spawn } from 'node:child_process';

/** What must hold for the whole tree, in the order it is checked: the command is a package's own program. */
const checks: [title: string, program: string, args: string[]][] = [
  ['types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']],
  ['types of the widget', 'typescript/bin/tsc', ['--noEmit', '-p', 'widget']],
  ['types of the dashboard', 'typescript/bin/tsc', ['--noEmit', '-p', 'dashboard']],
  ['lint', 'eslint/bin/eslint.js', ['--max-warnings=0', '.']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
  ['unused code', 'knip/bin/knip.js', ['--no-progress']],
];

/**
 * Runs every check, also after one failed, and shows a line each, with the check's own output where it failed.
 * @returns the titles of those that failed.
 */
export async function runChecks(): Promise<string[]> {
  const failed: string[] = [];
  for (const [title, program, args] of checks) {
    const from = performance.now();
    const { code, output } = await runProgram(program, args);
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    if (code === 0) {
      process.stdout.write(`${title}: fine (${seconds} s)\n`);
    } else {
      process.stdout.write(`${output.trimEnd()}\n${title}: failed (${seconds} s)\n`);
      failed.push(title);
    }
  }
  return failed;
}

async function runProgram(program: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (text: string) => (output += text);
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
