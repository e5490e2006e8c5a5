import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { prepareDataDirectory } from './dataDirectory.ts';
import { lockDataDirectory } from './lock.ts';
import { readOrMakeSecrets } from './secrets.ts';
import { removeTemporary, temporaryDirectory, write } from './testSupport.ts';

afterAll(removeTemporary);

const mode = (path: string) => statSync(path).mode & 0o777;
const othersMayList = 0o044;

test('a new data directory cannot be listed by others', () => {
  const directory = prepareDataDirectory(join(temporaryDirectory(), 'deep', 'data'));

  expect(mode(directory) & othersMayList).toBe(0);
  expect(mode(join(directory, 'logs'))).toBe(0o700);
});

test('a directory that was there keeps its mode', () => {
  const directory = temporaryDirectory();
  const before = mode(directory);

  prepareDataDirectory(directory);
  expect(mode(directory)).toBe(before);
});

test('a data directory that cannot be one is named with the way out', () => {
  const file = write(join(temporaryDirectory(), 'file'), '');

  expect(() => prepareDataDirectory(file)).toThrow(`DATA_DIR ${file} cannot be written`);
  expect(() => prepareDataDirectory(join(file, 'data'))).toThrow('set DATA_DIR to a directory that is');
});

test('secrets are made once, differ between directories, and only their owner may read them', () => {
  const [one, other] = [temporaryDirectory(), temporaryDirectory()];

  const secrets = readOrMakeSecrets(one);
  expect(readOrMakeSecrets(one)).toEqual(secrets);
  expect(readOrMakeSecrets(other)).not.toEqual(secrets);
  expect(new Set(Object.values(secrets)).size).toBe(3);
  expect(mode(join(one, 'secrets.json'))).toBe(0o600);
});

test('a directory of an earlier version gets the secret that it lacks, and keeps the others', () => {
  const directory = temporaryDirectory();
  const { ENCRYPTION_KEY: _lacking, ...earlier } = readOrMakeSecrets(directory);
  write(join(directory, 'secrets.json'), JSON.stringify(earlier));
  const secrets = readOrMakeSecrets(directory);
  expect(secrets).toEqual({ ...earlier, ENCRYPTION_KEY: expect.stringMatching(/^.{32,}$/) });
  expect(readOrMakeSecrets(directory)).toEqual(secrets);
});

test('secrets that cannot be read are not replaced', () => {
  const directory = temporaryDirectory();
  const path = write(join(directory, 'secrets.json'), '{"JWT_SECRET"');

  expect(() => readOrMakeSecrets(directory)).toThrow(`${path} cannot be read`);
  expect(readFileSync(path, 'utf8')).toBe('{"JWT_SECRET"');
});

test('a second launcher is refused while the first one runs', async () => {
  const directory = temporaryDirectory();
  const first = spawn(
    process.execPath,
    ['--eval', 'process.send("up"); process.stdin.resume()', 'first-launcher'],
    {
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    },
  );
  await once(first, 'message');
  writeFileSync(join(directory, 'launcher.pid'), String(first.pid));

  expect(() => lockDataDirectory(directory, 'first-launcher')).toThrow(
    `npm start already runs on ${directory} (process ${first.pid})`,
  );
  first.kill();
});

test('the lock of a launcher that was killed is taken over, also when its number is in use again', () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'launcher.pid');
  writeFileSync(path, String(process.ppid)); // runs, but is no launcher

  const unlock = lockDataDirectory(directory);
  expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
  unlock();
  expect(() => statSync(path)).toThrow('ENOENT');
});
