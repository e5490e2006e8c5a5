import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, stopProcess, stopRecorded } from './processes.ts';

/** Where the process id of Temporal's own binary is kept. */
export const temporalRecord = (dataDirectory: string) => join(dataDirectory, 'temporal-server.json');

/** Where the embedded Postgres keeps its cluster. */
export const postgresDirectory = (dataDirectory: string) => join(dataDirectory, 'postgres');

/** Stops a Temporal server that an earlier run left on this data directory. */
export const stopOrphanTemporal = (dataDirectory: string) => stopRecorded(temporalRecord(dataDirectory));

/**
 * Stops a Postgres that an earlier run left on this cluster, by its fast shutdown (SIGINT), so that nothing is lost.
 * What a killed one leaves behind, Postgres mends itself, but for one case: it refuses to start when the number in
 * postmaster.pid belongs to another program by now, which is common in containers. Then the file is removed.
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
  if (commandLine(pid) !== undefined) rmSync(file, { force: true });
}
