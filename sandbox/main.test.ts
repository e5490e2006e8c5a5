import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { eventually } from '../test/support/eventually.ts';

let directory: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'socialsync-sandbox-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')));
  rmSync(directory, { recursive: true, force: true });
});

/** The sandbox as a process of its own. */
function spawn(environment: Record<string, string> = {}): ChildProcess {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: directory,
      SANDBOX_PORT: '0',
      SANDBOX_SMTP_PORT: '0',
      ...environment,
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  return (await exited)[0] as number | null;
}

async function started() {
  const child = spawn();
  const [{ details }] = (await once(child, 'message')) as [{ details: { port: number; smtpPort: number } }];
  const url = `http://127.0.0.1:${details.port}`;
  const ask = async (path: string) => (await fetch(`${url}/control${path}`)).json() as Promise<object[]>;
  return { child, url, smtpPort: details.smtpPort, ask };
}

/** What a sandbox that cannot start says. */
async function refusal(environment: Record<string, string>): Promise<{ code: unknown; said: string }> {
  const child = spawn(environment);
  if (!child.stderr) throw new Error('no stderr');
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said };
}

/** A call, a mail and a fault. */
async function leaveTraces({ url, smtpPort }: { url: string; smtpPort: number }): Promise<void> {
  const body = JSON.stringify({ model: 'gpt-image-2', prompt: '[503 once] a beach', size: '1024x640' });
  const headers = { authorization: 'Bearer sk-test' };
  await fetch(`${url}/openai/v1/images/generations`, { method: 'POST', headers, body });
  const mail = { from: 'a@example.com', to: 'b@example.com', subject: 'kept', text: 'kept' };
  await createTransport({ host: '127.0.0.1', port: smtpPort }).sendMail(mail);
  const fault = { standIn: 'gemini', fault: 'refuse', times: 3, match: 'x' };
  await fetch(`${url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) });
}

test('what happened is remembered over a SIGKILL', async () => {
  const first = await started();
  await leaveTraces(first);
  const before = await Promise.all(['/calls', '/mails', '/faults'].map(first.ask));
  await end(first.child, 'SIGKILL');

  const second = await started();
  const after = await Promise.all(['/calls', '/mails', '/faults'].map(second.ask));
  expect(after).toEqual(before);
  expect(after).toMatchObject([
    [{ outcome: 'refused', status: 503 }],
    [{ subject: 'kept' }],
    [{ fault: 'refuse', times: 3 }],
  ]);
});

test('SIGTERM ends it cleanly, also with a slow call and an idle mail client, and it remembers', async () => {
  const { child, url, smtpPort, ask } = await started();
  const body = JSON.stringify({ model: 'gpt-image-2', prompt: '[slow 60s] a beach' });
  const headers = { authorization: 'Bearer sk-test' };
  const answer = fetch(`${url}/openai/v1/images/generations`, { method: 'POST', headers, body }).catch(
    () => 'left',
  );
  const mailClient = createTransport({ host: '127.0.0.1', port: smtpPort, pool: true });
  await mailClient.verify();
  await eventually(async () => expect(await ask('/calls')).toHaveLength(1));
  expect(await end(child, 'SIGTERM')).toBe(0);
  expect(await answer).toBe('left');
  mailClient.close();

  expect(await (await started()).ask('/calls')).toMatchObject([{ outcome: 'left', worked: false }]);
});

test.each(['SANDBOX_PORT', 'SANDBOX_SMTP_PORT'])(
  'a busy port is said in one line that names %s',
  async (variable) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    expect(await refusal({ [variable]: String(port) })).toEqual({
      code: 1,
      said: `sandbox: ${variable}=${port}: the port is busy, choose another\n`,
    });
    taken.close();
  },
);

test('a port that is none is said in one line that names the variable', async () => {
  expect(await refusal({ SANDBOX_SMTP_PORT: 'eight' })).toEqual({
    code: 1,
    said: 'sandbox: SANDBOX_SMTP_PORT must be a port, 0 to 65535 (it is "eight")\n',
  });
});

test('a data directory that is none is said in one line that names DATA_DIR', async () => {
  const file = join(directory, 'a-file');
  writeFileSync(file, '');
  const { code, said } = await refusal({ DATA_DIR: file });
  expect(code).toBe(1);
  expect(said).toMatch(/^sandbox: DATA_DIR: the sandbox cannot keep its state in .*a-file.*\n$/);
});
