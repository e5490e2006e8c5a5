import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a process that ends has to close itself, before it is killed: more than runtime/runService's own 10 s. */
export const closeWithinMs = 12_000;

/** The command line of a process; undefined when there is no such process. */
export function commandLine(pid: number): string | undefined {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    } catch {
      return undefined;
    }
  }
  return (
    spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined
  );
}

/** Whether `pid` runs and is the program we mean: its command line holds every one of `marks`. */
export function isRunning(pid: number, marks: string[]): boolean {
  const line = commandLine(pid);
  return line !== undefined && marks.every((mark) => line.includes(mark));
}

/**
 * Ends a process that is not our child: `signal` first, SIGKILL when it is still there after `closeWithinMs`.
 * Does nothing when the process is gone or is another program than `marks` say.
 */
export async function stopProcess(pid: number, marks: string[], signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(pid, marks)) return;
  send(pid, signal);
  const deadline = Date.now() + closeWithinMs;
  while (isRunning(pid, marks)) {
    if (Date.now() > deadline) send(pid, 'SIGKILL');
    await wait(25);
  }
}

/** Whether the number belongs to a process, also to one that is dead and not yet reaped. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal; a process that is gone is fine. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Notes a running process, so that a later start finds it when this one was killed and could not stop it. */
export function writeRecord(file: string, pid: number, marks: string[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify({ pid, marks }), { mode: 0o600 });
}

/** Stops the process that a record names, if it still runs, and removes the record. */
export async function stopRecorded(file: string): Promise<void> {
  let record: { pid: number; marks: string[] };
  try {
    record = JSON.parse(readFileSync(file, 'utf8')) as typeof record;
  } catch {
    return; // no record, or one that was cut off by a full disk
  }
  await stopProcess(record.pid, record.marks, 'SIGTERM');
  rmSync(file, { force: true });
}

/** Stops everything that the records of a directory name. */
export async function stopAllRecorded(directory: string): Promise<void> {
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  await Promise.all(files.map((name) => stopRecorded(join(directory, name))));
}
