import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDiskStorage } from './diskStorage.ts';
import { imageKey, InvalidKey } from './keys.ts';
import { StorageFailed, type Storage } from './storage.ts';

const picture = Buffer.from('a picture');
const key = imageKey(1, picture, 'png');

let home: string;
let root: string;
let storage: Storage;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'storage-'));
  root = join(home, 'media');
  storage = createDiskStorage(root);
});
afterEach(() => rm(home, { recursive: true }));

test('what was put is there, whole, until it is removed', async () => {
  await storage.put(key, picture);

  await expect(storage.get(key)).resolves.toEqual(picture);
  await expect(storage.exists(key)).resolves.toBe(true);
  const opened = await storage.open(key);
  expect(opened?.size).toBe(picture.length);
  await expect(buffer(opened!.stream)).resolves.toEqual(picture);

  await storage.remove(key);
  await expect(storage.get(key)).resolves.toBeNull();
  await expect(storage.exists(key)).resolves.toBe(false);
  await expect(storage.open(key)).resolves.toBeNull();
});

test('what was never there is simply not there, before anything was stored too', async () => {
  await expect(storage.get(key)).resolves.toBeNull();
  await expect(storage.exists(key)).resolves.toBe(false);
  await expect(storage.open(key)).resolves.toBeNull();
  await expect(storage.remove(key)).resolves.toBeUndefined();
});

test('a second put replaces the first, and nothing else is left in the folder', async () => {
  await storage.put(key, picture);
  await storage.put(key, Buffer.from('another'));
  await expect(storage.get(key)).resolves.toEqual(Buffer.from('another'));
  await expect(readdir(join(root, 'images'))).resolves.toEqual([key.split('/')[1]]);
});

test('old files of a folder are listed; one that is needed again is young', async () => {
  const other = imageKey(2, picture, 'png');
  for (const each of [key, other]) await storage.put(each, picture);
  const listed = async () => {
    const found: string[] = [];
    for await (const each of storage.listOld('images', 60_000)) found.push(each);
    return found.toSorted();
  };
  expect(await listed()).toEqual([]);
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const each of [key, other]) await utimes(join(root, each), longAgo, longAgo);
  await writeFile(join(root, 'images', 'readme.txt'), 'none of ours');
  expect(await listed()).toEqual([key, other].toSorted());
  await storage.touch(key);
  await storage.touch(imageKey(3, picture, 'png'));
  expect(await listed()).toEqual([other]);
});

test('readers never see a part of a file that is being replaced', async () => {
  const versions = ['a', 'b'].map((letter) => Buffer.alloc(1_000_000, letter));
  await storage.put(key, versions[0]!);
  const writing = Promise.all(
    Array.from({ length: 10 }, (_, index) => storage.put(key, versions[index % 2]!)),
  );
  const seen = await Promise.all(Array.from({ length: 20 }, () => storage.get(key)));
  await writing;
  expect(seen.every((bytes) => versions.some((version) => bytes?.equals(version)))).toBe(true);
});

test.each(['../secret.png', '/etc/passwd', 'images/../../secret.png', 'images/a\0.png', 'images\\a.png'])(
  '%j is refused by every method',
  async (path) => {
    await writeFile(join(home, 'secret.png'), 'secret');
    await expect(storage.put(path, picture)).rejects.toBeInstanceOf(InvalidKey);
    await expect(storage.get(path)).rejects.toBeInstanceOf(InvalidKey);
    await expect(storage.exists(path)).rejects.toBeInstanceOf(InvalidKey);
    await expect(storage.open(path)).rejects.toBeInstanceOf(InvalidKey);
    await expect(storage.remove(path)).rejects.toBeInstanceOf(InvalidKey);
    await expect(readFile(join(home, 'secret.png'), 'utf8')).resolves.toBe('secret');
  },
);

test('a file that is a link is not read, and a put replaces the link, not what it points to', async () => {
  const secret = join(home, 'secret.png');
  await writeFile(secret, 'secret');
  await mkdir(join(root, 'images'), { recursive: true });
  await symlink(secret, join(root, key));

  await expect(storage.get(key)).resolves.toBeNull();
  await expect(storage.open(key)).resolves.toBeNull();
  await storage.put(key, picture);
  await expect(storage.get(key)).resolves.toEqual(picture);
  await expect(readFile(secret, 'utf8')).resolves.toBe('secret');
});

test('a folder that is a link is not entered', async () => {
  await mkdir(join(home, 'elsewhere'));
  await mkdir(root);
  await symlink(join(home, 'elsewhere'), join(root, 'images'));
  await expect(storage.put(key, picture)).rejects.toThrow(/is a link/);
  await expect(storage.get(key)).rejects.toBeInstanceOf(StorageFailed);
  await expect(readdir(join(home, 'elsewhere'))).resolves.toEqual([]);
});

test('the root itself may be a link', async () => {
  await mkdir(join(home, 'large-disk'));
  await symlink(join(home, 'large-disk'), root);
  await storage.put(key, picture);
  await expect(storage.get(key)).resolves.toEqual(picture);
});

test('a disk that fails is told to the operator in words', async () => {
  await writeFile(root, 'a file in the way');
  await expect(storage.put(key, picture)).rejects.toBeInstanceOf(StorageFailed);
  await expect(storage.put(key, picture)).rejects.toThrow(/media is not a directory: remove the file/);
});
