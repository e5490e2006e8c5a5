import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReadyMessage } from '../../runtime/runService.ts';

/** One of our services as a process of its own, so that its work is not mixed with the measuring one's. */
export interface BenchProcess {
  ready: Record<string, unknown>;
  /** Resident memory, in MiB. */
  memory(): number;
  /** Until it has used next to no processor time for some seconds. */
  untilIdle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `script` (a path from the project's root) and resolves once it says it serves. */
export async function startProcess(script: string, environment: NodeJS.ProcessEnv): Promise<BenchProcess> {
  const path = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script} ended before it was ready`);
  });
  ended.catch(() => {});
  const ready = new Promise<ReadyMessage>((resolve) => {
    child.on('message', (message: ReadyMessage) => {
      if (message.type === 'ready') resolve(message);
    });
  });
  const { details } = await Promise.race([ready, ended]);
  return {
    ready: details,
    memory: () => residentMiB(child.pid ?? 0),
    untilIdle: () => untilIdle(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** VmRSS of Linux's /proc, in MiB. */
function residentMiB(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kibibytes) / 1024);
}

/** Of a hundred ticks in a second of one processor. */
const idleTicks = 15;
const idleSeconds = 5;

async function untilIdle(pid: number): Promise<void> {
  let before = processorTicks(pid);
  for (let calm = 0; calm < idleSeconds;) {
    await pause(1_000);
    const now = processorTicks(pid);
    calm = now - before < idleTicks ? calm + 1 : 0;
    before = now;
  }
}

/** utime and stime of Linux's /proc: see proc_pid_stat(5). */
function processorTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
