import type { Storage } from '../media/storage.ts';

export const createFileActivities = ({ storage }: { storage: Storage }) => ({
  /** Removes files; those that are gone count as removed. */
  async removeStoredFiles(keys: string[]): Promise<void> {
    for (const key of keys) await storage.remove(key);
  },
});
