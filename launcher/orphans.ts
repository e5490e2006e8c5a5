import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commandLine, exists, stopProcess, stopRecorded } from './processes.ts';

/** The children of a killed Postgres need a moment to notice; a dead process is reaped within that time, or never. */
const reapedWithinMs = 2_000;

/** Where the process id of Temporal's own binary is kept. */
export const temporalRecord = (dataDirectory: string) => join(dataDirectory, 'temporal-server.json');

/** Where the embedded Postgres keeps its cluster. */
export const postgresDirectory = (dataDirectory: string) => join(dataDirectory, 'postgres');

/** Stops a Temporal server that an earlier run left on this data directory. */
export const stopOrphanTemporal = (dataDirectory: string) => stopRecorded(temporalRecord(dataDirectory));

/**
 * Stops a Postgres that an earlier run left on this cluster, by its fast shutdown (SIGINT), so that nothing is lost.
 * What a killed one leaves behind Postgres mends itself, but for one case: it refuses to start while the number in
 * postmaster.pid belongs to a process, be it another program by now (common in containers) or one that is dead and not
 * yet reaped by its parent. Such a file is removed.
 */
export async function stopOrphanPostgres(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  } catch {
    return; // it was stopped cleanly, or never ran
  }
  await stopProcess(pid, ['postgres', cluster], 'SIGINT');
  if (!existsSync(file)) return;
  const deadline = Date.now() + reapedWithinMs;
  while (commandLine(pid) === undefined && exists(pid) && Date.now() < deadline) await wait(25);
  if (exists(pid)) rmSync(file, { force: true });
}
