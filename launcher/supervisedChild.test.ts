import { fork } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { eventually } from '../test/support/eventually.ts';
import { isRunning, send } from './processes.ts';
import type { Problem } from './problem.ts';
import { SupervisedChild } from './supervisedChild.ts';
import { removeTemporary, temporaryDirectory, write } from './testSupport.ts';

const runServicePath = resolve('runtime/runService.ts');
const serves = `
  import { runService } from ${JSON.stringify(runServicePath)};
  await runService('fixture', async () => {
    const timer = setInterval(() => {}, 1000);
    return { ready: { port: 1 }, close: async () => clearInterval(timer) };
  });`;

const started: SupervisedChild[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop()));
});
afterAll(removeTemporary);

function supervise(source: string) {
  const dataDirectory = temporaryDirectory();
  mkdirSync(join(dataDirectory, 'logs'));
  const script = write(join(dataDirectory, 'service.mjs'), source);
  const said: string[] = [];
  const fatal = Promise.withResolvers<Problem>();
  const child = new SupervisedChild({
    name: 'fixture',
    script,
    environment: process.env,
    dataDirectory,
    say: (line) => said.push(line),
    onFatal: fatal.resolve,
  });
  started.push(child);
  return { child, said, script, fatal: fatal.promise, record: join(dataDirectory, 'run', 'fixture.json') };
}

function runningPid(child: SupervisedChild): number {
  if (child.pid === undefined) throw new Error('it does not run');
  return child.pid;
}

test('a service tells what it serves, is on record while it runs, and is gone after stop', async () => {
  const { child, script, record } = supervise(serves);

  await expect(child.start()).resolves.toEqual({ port: 1 });
  const pid = runningPid(child);
  expect(existsSync(record)).toBe(true);

  await child.stop();
  started.pop();
  expect(isRunning(pid, [script])).toBe(false);
  expect(existsSync(record)).toBe(false);
});

test('a service that is killed is started again, and a line says so', async () => {
  const { child, said } = supervise(`console.log('Error: the disk is upside down');${serves}`);
  await child.start();
  const killed = runningPid(child);

  send(killed, 'SIGKILL');
  await eventually(() => expect([undefined, killed]).not.toContain(child.pid));
  // What it had logged before has nothing to do with it.
  expect(said).toEqual([
    'fixture ended (SIGKILL), starting it again in 0.2 s: it was killed, by hand or for want of memory',
  ]);
});

test('a service that dies five times within a minute is given up with its last lines', async () => {
  const { child, said, fatal } = supervise(`console.error('the disk is upside down'); process.exit(3);`);

  await expect(child.start()).rejects.toThrow('fixture died 5 times within a minute (exit code 3)');
  expect((await fatal).message.match(/the disk is upside down/g)).toHaveLength(5);
  expect(said.map((line) => /in ([\d.]+) s/.exec(line)?.[1])).toEqual(['0.2', '0.4', '0.8', '1.6']);
});

test('a service that says that no restart would help is given up at once, in its own words', async () => {
  const { child, fatal } = supervise(
    `process.send({ type: 'fatal', reason: 'wrong version of the data' }, () => process.exit(1));`,
  );

  await expect(child.start()).rejects.toThrow('wrong version of the data');
  expect((await fatal).message).toBe('wrong version of the data');
});

test('warnings of the log reach the terminal in one line each, the rest only the file', async () => {
  const { child, said } = supervise(`
    const log = (entry) => console.log(JSON.stringify(entry));
    log({ level: 30, msg: 'quiet' });
    console.log('not a log line');
    log({ level: 40, msg: 'slow' });
    log({ level: 50, msg: 'cannot send', err: { message: 'no\\nway' } });
    log({ level: 40, msg: 'Activity failed', error: { type: 'ModelUnavailable' }, workflowId: 'generate-image/3' });
    ${serves}`);

  await child.start();
  await eventually(() =>
    expect(said).toEqual([
      'fixture: slow',
      'fixture: cannot send: no way',
      'fixture: Activity failed: ModelUnavailable: generate-image/3',
    ]),
  );
});

test('a service ends by itself when the launcher is killed', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'logs'));
  const script = write(join(directory, 'service.mjs'), serves);
  const launcher = write(
    join(directory, 'launcher.mjs'),
    `import { SupervisedChild } from ${JSON.stringify(resolve('launcher/supervisedChild.ts'))};
     const child = new SupervisedChild({
       name: 'fixture', script: ${JSON.stringify(script)}, environment: process.env,
       dataDirectory: ${JSON.stringify(directory)}, say() {}, onFatal() {},
     });
     await child.start();
     process.send(child.pid);`,
  );
  const parent = fork(launcher, { execPath: process.execPath, execArgv: [], silent: true });
  const pid = await new Promise<number>((tell) => parent.once('message', (message) => tell(Number(message))));

  parent.kill('SIGKILL');
  await eventually(() => expect(isRunning(pid, [script])).toBe(false));
});
