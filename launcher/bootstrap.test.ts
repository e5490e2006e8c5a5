import { copyFileSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { removeTemporary, runProgram, temporaryDirectory, write } from './testSupport.ts';

afterAll(removeTemporary);

const lockFile = (version: string) =>
  JSON.stringify({
    packages: {
      '': { name: 'checkout' },
      'node_modules/needed': { version, integrity: `sha512-${version}` },
      'node_modules/of-another-platform': { version: '1.0.0', optional: true },
    },
  });

/** A checkout whose npm only notes that it was called, and installs what the lock file says. */
function aCheckout() {
  const root = temporaryDirectory();
  const calls = join(root, 'npm-calls');
  const modules = join(root, 'node_modules');
  write(join(root, 'package-lock.json'), lockFile('1.0.0'));
  write(
    join(root, 'launcher', 'start.ts'),
    `console.log('started', process.argv.slice(2).join()); process.exit(7);`,
  );
  copyFileSync('launcher/bootstrap.mjs', join(root, 'launcher', 'bootstrap.mjs'));
  const npm = write(
    join(root, 'npm.mjs'),
    `import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ') + '\\n');
     if (process.env.OFFLINE) { console.error('npm error code ENOTFOUND\\nnpm error no network'); process.exit(1); }
     process.chdir(${JSON.stringify(root)});
     mkdirSync('node_modules/needed', { recursive: true });
     mkdirSync('node_modules/.bin', { recursive: true });
     writeFileSync('node_modules/needed/package.json', '{}');
     const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
     delete packages['node_modules/of-another-platform'];
     writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
     if (!existsSync('node_modules/.bin/node')) symlinkSync(process.execPath, 'node_modules/.bin/node');`,
  );
  const start = (extra: NodeJS.ProcessEnv = {}) =>
    runProgram(process.execPath, [join(root, 'launcher', 'bootstrap.mjs'), 'start', 'now'], {
      PATH: process.env.PATH,
      npm_execpath: npm,
      ...extra,
    });
  const installs = () => (existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n').length : 0);
  return { root, modules, start, installs };
}

test('a bare checkout is installed once, and the command runs with its arguments and exit code', async () => {
  const checkout = aCheckout();

  expect(await checkout.start()).toMatchObject({ code: 7, stdout: expect.stringContaining('started now') });
  expect(checkout.installs()).toBe(1);
  expect(await checkout.start()).toMatchObject({ code: 7, stdout: 'started now\n', stderr: '' });
  expect(checkout.installs()).toBe(1);
});

test('it is installed again when the lock file has moved on, a package is gone, or Node does not run', async () => {
  const checkout = aCheckout();
  await checkout.start();

  write(join(checkout.root, 'package-lock.json'), lockFile('2.0.0'));
  await checkout.start();
  expect(checkout.installs()).toBe(2);

  rmSync(join(checkout.modules, 'needed'), { recursive: true });
  await checkout.start();
  expect(checkout.installs()).toBe(3);

  rmSync(join(checkout.modules, '.bin', 'node'));
  symlinkSync('/nowhere/node', join(checkout.modules, '.bin', 'node'));
  await checkout.start();
  expect(checkout.installs()).toBe(4);
});

test('an installation that fails says why in one line', async () => {
  const { code, stderr } = await aCheckout().start({ OFFLINE: '1' });

  expect(code).toBe(1);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('npm install failed (exit code 1): code ENOTFOUND no network'),
  ]);
});
