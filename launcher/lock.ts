import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './processes.ts';
import { Problem } from './problem.ts';

/**
 * Makes this process the only launcher of a data directory, until the returned function is called.
 * A lock left by a launcher that was killed is taken over.
 * @throws {Problem} when another launcher runs on it.
 */
export function lockDataDirectory(dataDirectory: string, mark = 'launcher/start.ts'): () => void {
  const path = join(dataDirectory, 'launcher.pid');
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    take(mine, path, dataDirectory, mark);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(path, { force: true });
}

/** A link is made whole or fails: nobody sees a lock without its pid, and two never get it at once. */
function take(mine: string, path: string, dataDirectory: string, mark: string): void {
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder !== process.pid && isRunning(holder, [mark])) {
      throw new Problem(
        `npm start already runs on ${dataDirectory} (process ${holder}): stop it, or set DATA_DIR to another directory`,
      );
    }
    rmSync(path, { force: true });
    linkSync(mine, path);
  }
}
