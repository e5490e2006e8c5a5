import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sweepTemporaries, temporaryName } from './temporaries.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sweep-'));
});
afterEach(() => rm(root, { recursive: true }));

/** A file that was last written so many hours ago. */
async function aFile(folder: string, name: string, hours: number): Promise<string> {
  await mkdir(join(root, folder), { recursive: true });
  const path = join(root, folder, name);
  await writeFile(path, 'a part');
  const at = new Date(Date.now() - hours * 60 * 60_000);
  await utimes(path, at, at);
  return path;
}

test('what a writer left behind more than a day ago is removed, and nothing else', async () => {
  const young = temporaryName();
  await aFile('images', temporaryName(), 25);
  await aFile('avatars', temporaryName(), 25);
  await aFile('images', young, 23);
  await aFile('images', '1-abc.png', 1000);
  await aFile('images', '.hidden.tmp', 1000);
  const foreign = await aFile('elsewhere', temporaryName(), 1000);
  await symlink(foreign, join(root, 'images', temporaryName()));
  expect(await sweepTemporaries(root)).toBe(2);
  expect((await readdir(join(root, 'images'))).filter((name) => !name.endsWith(young))).toHaveLength(3);
  expect(await readdir(join(root, 'avatars'))).toEqual([]);
  expect(await readdir(join(root, 'elsewhere'))).toHaveLength(1);
  expect(await sweepTemporaries(root)).toBe(0);
});

test('before anything was stored there is nothing to do', async () => {
  expect(await sweepTemporaries(join(root, 'nowhere'))).toBe(0);
});
