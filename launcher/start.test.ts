import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiClient } from '../test/support/apiClient.ts';
import { beginConsent, decide } from '../test/support/consents.ts';
import { eventually } from '../test/support/eventually.ts';
import { sandboxAccounts } from '../test/support/sandboxAccounts.ts';
import { postgresDirectory, temporalRecord } from './orphans.ts';
import { commandLine } from './processes.ts';
import { runProgram } from './testSupport.ts';

/** With an embedded Postgres, Temporal, sandbox, API and worker, on a machine that does other things as well. */
const startWithinMs = 60_000;
const dataDirectory = join(tmpdir(), `socialsync-start-${randomBytes(6).toString('hex')}`);
const ports = [
  'PORT',
  'SANDBOX_PORT',
  'SANDBOX_SMTP_PORT',
  'POSTGRES_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
];

/** What the table says that is printed once everything serves. */
interface Started {
  launcher: ChildProcess;
  /** What it printed so far. */
  output: () => string;
  api: string;
  sandbox: string;
  login: string;
  /** Every process that it noted. */
  pids: number[];
}

let product: Started;
beforeAll(async () => {
  product = await start();
}, startWithinMs);
afterAll(async () => {
  if (product.launcher.exitCode === null && product.launcher.signalCode === null) await stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** `npm start`, as a bare user's shell would run it, on ports that are free. */
async function start(): Promise<Started> {
  const launcher = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'launcher/start.ts'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDirectory,
      ...Object.fromEntries(ports.map((name) => [name, '0'])),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(launcher, 'exit').then(() => {
    throw new Error(`it ended before it had started:\n${output}`);
  });
  ended.catch(() => {});
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const shown = eventually(() => expect(output).toContain('To stop'), startWithinMs);
  await Promise.race([shown, ended]);
  const said = (name: string) => new RegExp(`^ +${name} +(.+)$`, 'm').exec(output)?.[1] ?? '';
  return {
    launcher,
    output: () => output,
    api: said('SocialSync').replace(/\/dashboard$/, ''),
    sandbox: said('Sandbox, mail'),
    login: said('Demo login'),
    pids: recordedPids(),
  };
}

async function stop() {
  const exit = once(product.launcher, 'exit');
  product.launcher.kill('SIGTERM');
  const [code] = (await exit) as [number | null];
  return code;
}

function recordedPids(): number[] {
  const directory = join(dataDirectory, 'run');
  const records = readdirSync(directory).map((name) => join(directory, name));
  const pids = [...records, temporalRecord(dataDirectory)].map(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid,
  );
  const postmaster = readFileSync(join(postgresDirectory(dataDirectory), 'postmaster.pid'), 'utf8');
  return [...pids, Number(postmaster.split('\n')[0])];
}

const running = (pids: number[]) => pids.map(commandLine).filter((line) => line !== undefined);

interface ListedImages {
  count: number;
  results: { status: string; tags: string[]; image_file: string }[];
}
let readmeToken = '';
/** What README's last step shows. */
async function images(): Promise<ListedImages> {
  const headers = { authorization: `Bearer ${readmeToken}` };
  return (await fetch(`${product.api}/api/images/`, { headers })).json() as Promise<ListedImages>;
}

const health = async () => (await fetch(`${product.api}/health`)).json();

/** The commands of a section of README, a block each, for the API of this test. */
function readmeSteps(title: string): string[] {
  const section = readFileSync('README.md', 'utf8').split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...section.matchAll(/```sh\n([^]*?)```/g)].map(([, code = '']) => code);
  return blocks.map((code) => code.replaceAll('http://localhost:8000', product.api));
}

test('it says where everything is, and everything serves', async () => {
  expect(product.pids).toHaveLength(7);
  expect(running(product.pids)).toHaveLength(7);
  expect(await health()).toMatchObject({ status: 'healthy', postgres: 'up', temporal: 'up' });
  expect(product.login).toMatch(/^demo@\S+ \(user name demo\), password \S+$/);
});

test('who writes on the sandbox’s pages is heard', async () => {
  const webhooks = await (await fetch(`${product.sandbox}/control/webhooks`)).json();
  expect(webhooks).toMatchObject(
    ['instagram', 'whatsapp'].map((platform) => ({
      platform,
      callbackUrl: `${product.api}/api/${platform}/webhook`,
    })),
  );
});

/** The lines that commands print, one after the other in one shell. */
async function printedBy(steps: string[], env: Record<string, string> = {}): Promise<string[]> {
  const script = ['-euo', 'pipefail', '-c', steps.join('\necho\n')];
  const { code, stdout, stderr } = await runProgram('bash', script, { ...process.env, ...env });
  if (code !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

test('README’s steps lead to a picture, as they stand', async () => {
  const steps = readmeSteps('A first image');
  expect(steps).toHaveLength(3);
  const [ordered = '', listed = '', token = ''] = await printedBy([...steps, 'echo "$TOKEN"']);

  expect(JSON.parse(ordered)).toMatchObject({ status: 'pending' });
  expect(JSON.parse(listed)).toMatchObject({ count: 1, results: [{ tags: ['plage'] }] });
  readmeToken = token;
  // Two seconds may be too short while other tests run.
  await eventually(async () => expect(await images()).toMatchObject({ results: [{ status: 'generated' }] }));
  const address = (await images()).results[0]?.image_file ?? '';
  const picture = await fetch(address);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
});

test('README’s steps lead on to a post, for somebody who is not the first here', async () => {
  const client = new ApiClient(product.api, { authorization: `Bearer ${readmeToken}` });
  const begun = await beginConsent(client, 'twitter');
  const back = await decide(begun, { account: sandboxAccounts.twitter });
  await fetch(product.api + back, { headers: { cookie: begun.cookie }, redirect: 'manual' });

  const steps = readmeSteps('A first post');
  expect(steps).toHaveLength(3);
  const [validated = '', made = '', told = ''] = await printedBy(steps, { TOKEN: readmeToken });
  const { id } = JSON.parse(made) as { id: number };
  expect(JSON.parse(validated)).toMatchObject({ status: 'validated' });
  expect(JSON.parse(told)).toMatchObject({ id });
  expect(told).toContain('"kind":"created"');
  const answer = await client.post(`/api/scheduler/posts/${id}/publish-now`);
  expect([200, 202]).toContain(answer.status);
  const states = async () => (await client.get(`/api/scheduler/posts/${id}`)).body.state as string;
  await eventually(async () => expect(await states()).toBe('posted'), 30_000);
});

test('killed, it leaves nothing running; started again, it goes on where it was; told to stop, it does', async () => {
  const { login, pids, launcher } = product;
  launcher.kill('SIGKILL');
  await eventually(() => expect(running(pids)).toEqual([]));

  product = await start();
  expect(product.login).toBe(login);
  expect(await health()).toMatchObject({ status: 'healthy' });
  expect(await images()).toMatchObject({ count: 1 });

  expect(await stop()).toBe(0);
  expect(running(product.pids)).toEqual([]);
  expect(product.output()).not.toMatch(/starting it again|did not close/);
});
