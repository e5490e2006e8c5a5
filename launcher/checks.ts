import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

type Check = [title: string, program: string, args: string[]];

/** What must hold for the whole tree, the longest first: the command is a package's own program. */
const checks: Check[] = [
  ['lint', 'oxlint/bin/oxlint', []],
  ['types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']],
  ['types of the widget', 'typescript/bin/tsc', ['--noEmit', '-p', 'widget']],
  ['types of the dashboard', 'typescript/bin/tsc', ['--noEmit', '-p', 'dashboard']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
  ['unused code', 'knip/bin/knip.js', ['--no-progress']],
];

/** More at once would wait for each other's processors. */
const atOnce = 2;

/**
 * Runs every check, also after one failed, and shows a line each, with the check's own output where it failed.
 * @returns the titles of those that failed.
 */
export async function runChecks(): Promise<string[]> {
  const failed: string[] = [];
  const left = checks.values();
  const lane = async () => {
    for (const check of left) if (!(await runCheck(check))) failed.push(check[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return failed;
}

async function runCheck([title, program, args]: Check): Promise<boolean> {
  const from = performance.now();
  const { code, output } = await runProgram(program, args);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const said = code === 0 ? '' : `${output.trimEnd()}\n`;
  process.stdout.write(`${said}${title}: ${code === 0 ? 'fine' : 'failed'} (${seconds} s)\n`);
  return code === 0;
}

async function runProgram(program: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Tests that run beside it wait for the processors; this can.
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  const keep = (text: string) => (output += text);
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
