import { constants } from 'node:fs';
import { lstat, mkdir, open, opendir, realpath, rename, rm, utimes, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InvalidKey, isKey } from './keys.ts';
import { StorageFailed, type Storage } from './storage.ts';
import { temporaryName } from './temporaries.ts';

/**
 * Files in a directory, which is made when the first one is stored. It may be a link itself (to a larger disk, say);
 * links inside it are not followed, so that nothing outside it is read or overwritten.
 */
export function createDiskStorage(directory: string): Storage {
  const root = resolve(directory);

  /** The path of a key, once its folder is known to be a real one. */
  async function pathOf(key: string): Promise<string> {
    if (!isKey(key)) throw new InvalidKey();
    const path = join(root, key);
    const folder = await realpath(dirname(path));
    if (folder !== join(await realpath(root), dirname(key))) {
      throw new StorageFailed(`${dirname(path)} is a link, and links are not followed: make it a directory`);
    }
    return path;
  }

  /** What `read` makes of the open file and its size; null when there is no file. */
  async function withFile<Result>(
    key: string,
    read: (file: FileHandle, size: number) => Promise<Result>,
  ): Promise<Result | null> {
    try {
      const file = await open(await pathOf(key), constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        return await read(file, (await file.stat()).size);
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      // ELOOP: the file is a link, which is none of ours.
      if (['ENOENT', 'ELOOP'].includes(codeOf(error))) return null;
      throw failure(error, root);
    }
  }

  return {
    async put(key, bytes) {
      if (!isKey(key)) throw new InvalidKey();
      try {
        await mkdir(dirname(join(root, key)), { recursive: true });
        await writeAtomically(await pathOf(key), bytes);
      } catch (error) {
        throw failure(error, root);
      }
    },

    get: (key) =>
      withFile(key, async (file) => {
        const bytes = await file.readFile();
        await file.close();
        return bytes;
      }),

    exists: async (key) => (await withFile(key, async (file) => file.close().then(() => true))) ?? false,

    open: (key) =>
      withFile(key, async (file, size) => ({ stream: file.createReadStream({ autoClose: true }), size })),

    async touch(key) {
      const now = new Date();
      try {
        await utimes(await pathOf(key), now, now);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw failure(error, root);
      }
    },

    async *listOld(folder, olderThanMs) {
      try {
        for await (const { name } of await opendir(join(root, folder))) {
          const key = `${folder}/${name}`;
          // One that is written or removed just now is none.
          if (isKey(key) && (await ageOf(join(root, key))) > olderThanMs) yield key;
        }
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw failure(error, root);
      }
    },

    async remove(key) {
      try {
        await rm(await pathOf(key));
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw failure(error, root);
      }
    },
  };
}

/** How long ago a file was written, in ms; 0 where there is none, or a link. */
const ageOf = (path: string): Promise<number> =>
  lstat(path).then(
    (found) => (found.isFile() ? Date.now() - found.mtimeMs : 0),
    () => 0,
  );

/** A reader sees the old file or the new one, never a part; after a crash, too. */
async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), temporaryName());
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), constants.O_RDONLY);
  await folder.sync().finally(() => folder.close());
}

const advice: Record<string, string> = {
  ENOSPC: 'has no space left: make room on its disk',
  EDQUOT: 'has used up its quota: make room on its disk',
  EROFS: 'is read-only: mount it writable',
  EACCES: 'is not accessible: give this user the right to read and write it',
  EPERM: 'is not accessible: give this user the right to read and write it',
  ENOTDIR: 'is not a directory: remove the file in its place',
  EEXIST: 'is not a directory: remove the file in its place',
};

/** The error to throw: our own as it is, the system's with the words an operator needs. */
function failure(error: unknown, root: string): Error {
  if (error instanceof InvalidKey || error instanceof StorageFailed) return error;
  const code = codeOf(error);
  return new StorageFailed(`the media directory ${root} ${advice[code] ?? `failed (${code})`}`, {
    cause: error,
  });
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'no code';
