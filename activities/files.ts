import { unnamedFiles } from '../commands/unnamedFiles.ts';
import type { Storage } from '../media/storage.ts';
import { thumbnailKey } from '../media/thumbnail.ts';

export const createFileActivities = ({ storage }: { storage: Storage }) => ({
  /** Removes those of the files that no row names, and their small forms. Those that are gone count as removed. */
  async removeStoredFiles(keys: string[]): Promise<void> {
    for (const key of await unnamedFiles(keys)) {
      await storage.remove(key);
      await storage.remove(thumbnailKey(key));
    }
  },
});
