import type { Readable } from 'node:stream';
import type { Folder } from './keys.ts';

/**
 * Where files are kept, by the keys of keys.ts. Every method throws InvalidKey for another key,
 * and StorageFailed when the disk or service behind it fails.
 */
export interface Storage {
  /** Stores the bytes under the key, all or nothing, in place of what was there. They are durable when it returns. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or null when there are none. */
  get(key: string): Promise<Buffer | null>;
  exists(key: string): Promise<boolean>;
  /** Makes a file as young as one that was just stored: it is needed again. One that is not there stays away. */
  touch(key: string): Promise<void>;
  /** The files of a folder that are so many ms old. */
  listOld(folder: Folder, olderThanMs: number): AsyncIterable<string>;
  /** Removes the file. One that is not there counts as removed. */
  remove(key: string): Promise<void>;
  /** The bytes as a stream, which the caller reads to its end or destroys; `size` in bytes. null: not there. */
  open(key: string): Promise<{ stream: Readable; size: number } | null>;
}

/** A file could not be read or written: the message says what an operator can do. */
export class StorageFailed extends Error {
  override name = 'StorageFailed';
}
