import { unneededFiles } from '../commands/unnamedFiles.ts';
import type { Folder } from '../media/keys.ts';
import type { Storage } from '../media/storage.ts';

const dayMs = 24 * 60 * 60_000;
/** No request takes longer from storing a file to writing the row that names it. */
const fetchedForMs = dayMs;
/** Nothing that was prepared is of use for so long; what is drawn again is the same file. */
const renditionsForMs = 7 * dayMs;
const atOnce = 500;

/**
 * Removes what nobody needs: films and pictures that were fetched for a post that was refused, deleted or has ended, and
 * renditions that no post was prepared with for a week. Ends after so many ms; the next time goes on.
 */
export async function sweepFiles(storage: Storage, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  await sweep('videos', fetchedForMs, unneededFiles);
  await sweep('uploads', fetchedForMs, unneededFiles);
  await sweep('renditions', renditionsForMs, (keys) => Promise.resolve(keys));

  async function sweep(
    folder: Folder,
    olderThanMs: number,
    unneededOf: (keys: string[]) => Promise<string[]>,
  ): Promise<void> {
    let batch: string[] = [];
    const removeBatch = async () => {
      for (const key of await unneededOf(batch)) await storage.remove(key);
      batch = [];
    };
    for await (const key of storage.listOld(folder, olderThanMs)) {
      if (Date.now() > until) return;
      if (batch.push(key) === atOnce) await removeBatch();
    }
    await removeBatch();
  }
}
