import { randomBytes } from 'node:crypto';
import { opendir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { folders } from './keys.ts';

/** Nobody writes a file for so long. */
const oldMs = 24 * 60 * 60_000;

/** The name of a file while it is written: no key has such a one. */
export const temporaryName = () => `.${randomBytes(12).toString('hex')}.tmp`;
const isTemporary = (name: string) => /^\.[0-9a-f]{24}\.tmp$/.test(name);

/**
 * Removes from a disk storage's directory what writers left that were killed while they wrote: temporary files older
 * than a day. Returns how many. Where nothing was stored yet, there are none.
 */
export async function sweepTemporaries(directory: string): Promise<number> {
  let removed = 0;
  for (const folder of folders)
    for await (const path of temporariesIn(join(resolve(directory), folder)))
      if (await removeIfOld(path)) removed += 1;
  return removed;
}

async function* temporariesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder))
      if (entry.isFile() && isTemporary(entry.name)) yield join(folder, entry.name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function removeIfOld(path: string): Promise<boolean> {
  // Another worker may have been faster.
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
  if (Date.now() - mtimeMs < oldMs) return false;
  await rm(path, { force: true });
  return true;
}
