import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fullDisk, Problem } from './problem.ts';

/** A new Postgres cluster, its log and Temporal's database take about 100 MB; the rest is room to work. */
const neededBytes = 200_000_000;

/**
 * Makes the data directory and proves that it can be written.
 * A new one is closed to others (0700). Under root it is 0711: Postgres then runs as a user of its own, which must pass
 * through to its part, and still nobody else can list it. What is secret in it has mode 0600.
 * @returns its absolute path.
 * @throws {Problem} or an errno error that says why it cannot be used.
 */
export function prepareDataDirectory(configured: string): string {
  const directory = resolve(configured);
  try {
    const isNew = makeDirectories(directory);
    if (isNew) chmodSync(directory, process.getuid?.() === 0 ? 0o711 : 0o700);
    for (const part of ['logs', 'run']) mkdirSync(join(directory, part), { recursive: true, mode: 0o700 });
    const probe = join(directory, `.probe-${process.pid}`);
    writeFileSync(probe, 'x'.repeat(65_536), { flush: true });
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Problem(fullDisk(directory));
    throw new Problem(
      `DATA_DIR ${directory} cannot be written (${whyNotWritable(directory) ?? code}): ` +
        'make it writable or set DATA_DIR to a directory that is',
    );
  }
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize < neededBytes) throw new Problem(fullDisk(directory));
  return directory;
}

/**
 * Makes a directory and its parents; true when it was not there. One by one, for Node's recursive mkdir never ends where
 * a parent is there and takes no children (/proc).
 */
function makeDirectories(directory: string): boolean {
  if (existsSync(directory)) {
    if (!statSync(directory).isDirectory())
      throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
    return false;
  }
  makeDirectories(dirname(directory));
  mkdirSync(directory);
  return true;
}

/** The code that the system gives for writing to a path, or to its nearest parent: a recursive mkdir hides it. */
function whyNotWritable(path: string): string | undefined {
  try {
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? whyNotWritable(dirname(path)) : code;
  }
}
