import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { eventually } from '../test/support/eventually.ts';
import { stopOrphanPostgres } from './orphans.ts';
import { isRunning, stopAllRecorded, stopRecorded, writeRecord } from './processes.ts';
import { removeTemporary, temporaryDirectory, write } from './testSupport.ts';

afterAll(removeTemporary);

async function aProcess(mark: string) {
  const script = write(
    join(temporaryDirectory(), `${mark}.mjs`),
    `setInterval(() => {}, 1000); console.log('up');`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('it did not start');
  return { pid: child.pid, child };
}

test('what an earlier run left behind is stopped and forgotten', async () => {
  const directory = temporaryDirectory();
  const [one, other] = [await aProcess('one'), await aProcess('other')];
  writeRecord(join(directory, 'one.json'), one.pid, ['one.mjs']);
  writeRecord(join(directory, 'other.json'), other.pid, ['other.mjs']);

  await stopAllRecorded(directory);
  expect(isRunning(one.pid, ['one.mjs'])).toBe(false);
  expect(isRunning(other.pid, ['other.mjs'])).toBe(false);
  expect(existsSync(join(directory, 'one.json'))).toBe(false);
});

test('a process that only has the number of what was left behind is let alone', async () => {
  const record = join(temporaryDirectory(), 'api.json');
  const stranger = await aProcess('stranger');
  writeRecord(record, stranger.pid, ['api/main.ts']);

  await stopRecorded(record);
  expect(isRunning(stranger.pid, ['stranger.mjs'])).toBe(true);
  expect(existsSync(record)).toBe(false);
  stranger.child.kill();
});

test('a postmaster.pid whose number now belongs to another program does not keep Postgres from starting', async () => {
  const cluster = temporaryDirectory();
  const stranger = await aProcess('stranger');
  const file = write(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n`);

  await stopOrphanPostgres(cluster);
  expect(existsSync(file)).toBe(false);
  expect(isRunning(stranger.pid, ['stranger.mjs'])).toBe(true);
  stranger.child.kill();
});

test('a Postgres that still serves the cluster is asked to shut down fast', async () => {
  const cluster = temporaryDirectory();
  const signals = join(cluster, 'signal');
  const script = write(
    join(cluster, 'postgres.mjs'),
    `import { rmSync, writeFileSync } from 'node:fs';
     process.on('SIGINT', () => { writeFileSync(${JSON.stringify(signals)}, ''); rmSync('postmaster.pid'); process.exit(); });
     setInterval(() => {}, 1000);
     console.log('up');`,
  );
  const child = spawn(process.execPath, [script], { cwd: cluster, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  write(join(cluster, 'postmaster.pid'), `${child.pid}\n${cluster}\n`);

  await stopOrphanPostgres(cluster);
  await eventually(() => expect(child.exitCode).toBe(0));
  expect(existsSync(signals)).toBe(true);
});
