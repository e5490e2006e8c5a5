import { randomUUID } from 'node:crypto';
import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import sharp from 'sharp';
import { startTestSandbox, type TestSandbox } from '../../test/support/testSandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const get = async (path: string) => {
  const response = await fetch(`${sandbox.url}${path}`);
  return { status: response.status, headers: response.headers, body: await response.text() };
};

const post = (path: string, form: Record<string, string>) =>
  fetch(`${sandbox.url}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

const draw = (prompt: string) =>
  fetch(`${sandbox.url}/openai/v1/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-test' },
    body: JSON.stringify({ model: 'gpt-image-2', prompt, size: '1024x640' }),
  });

/** Sends a mail and returns its id. */
async function aMail(mail: { subject: string; text?: string; html?: string }): Promise<string> {
  const to = `${randomUUID()}@example.com`;
  const transport = createTransport({ host: '127.0.0.1', port: sandbox.smtpPort });
  await transport.sendMail({ from: 'hello@socialsync.example', to, ...mail });
  return (await sandbox.mails(to))[0].id;
}

test('the front page shows where the stand-ins are, the mails, and the calls with what they drew', async () => {
  await draw('a <i>beach</i> & its "boats"');
  await draw('[500] a storm');
  const id = await aMail({ subject: 'Welcome <script>alert(1)</script>', text: 'hello' });

  const { body, headers } = await get('/');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(body).toContain(`<code>${sandbox.url}/openai/v1</code>`);
  expect(body).toContain(`<code>smtp://127.0.0.1:${sandbox.smtpPort}</code>`);
  expect(body).toContain('a &#60;i&#62;beach&#60;/i&#62; &#38; its &#34;boats&#34;');
  expect(body).toContain(`href="/mail/${id}"`);
  expect(body).not.toContain('<script');
  expect(body).toMatch(/refused 500/);

  const [, path = ''] = /src="(\/calls\/[^"]+)"/.exec(body) ?? [];
  const picture = await (await fetch(`${sandbox.url}${path}`)).arrayBuffer();
  await expect(sharp(picture).metadata()).resolves.toMatchObject({ format: 'webp', width: 320, height: 200 });
});

test('a mail’s page shows its words, its headers, and its HTML in a frame', async () => {
  const subject = 'Reset <b>it</b>';
  const id = await aMail({ subject, text: 'Open https://app.example/reset?a=1&b=2', html: '<p>Open</p>' });
  const { body, headers } = await get(`/mail/${id}`);
  expect(headers.get('content-security-policy')).toContain("frame-src 'self'");
  expect(body).toContain('<h1>Reset &#60;b&#62;it&#60;/b&#62;</h1>');
  expect(body).toContain('https://app.example/reset?a=1&#38;b=2');
  expect(body).toContain('message-id');
  expect(body).toMatch(
    new RegExp(`<iframe\\s+src="/mail/${id}/html"[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"`),
  );
});

test('a mail’s HTML is served as it is, but nothing in it may run, load or send', async () => {
  const html =
    '<!doctype html><p onclick="alert(1)">x</p><script>alert(1)</script><img src="https://t.example/1">';
  const { body, headers } = await get(`/mail/${await aMail({ subject: 'x', html })}/html`);
  expect(body).toContain(html);
  // Its links open in a tab of their own, for the frame itself may go nowhere.
  expect(body).toMatch(/^<!doctype html><base target="_blank">/);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox');
  expect(policy).not.toMatch(/script|allow-forms|allow-same-origin|https/);
});

test('a mail without HTML is shown as its text', async () => {
  const id = await aMail({ subject: 'x', text: '1 < 2 & <script>alert(1)</script>' });
  const { body } = await get(`/mail/${id}/html`);
  expect(body).toContain('1 &#60; 2 &#38; &#60;script&#62;');
});

test('the form sets a fault and clears it', async () => {
  const set = await post('/faults', { fault: 'openai unavailable', times: '2' });
  expect([set.status, set.headers.get('location')]).toEqual([302, '/']);
  expect((await get('/')).body).toMatch(/unavailable<\/span>\s*<span class="soft">\s*the next 2 calls/);
  expect((await draw('a beach')).status).toBe(503);
  expect((await post('/faults/clear', {})).status).toBe(302);
  expect((await draw('a beach')).status).toBe(200);
});

test('what is not there is not found, and what is wrong is told so', async () => {
  for (const path of ['/mail/1', '/mail/1/html', '/calls/1/picture', '/mail/%E0%A4%A', '/nothing']) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  expect((await get('/control/calls?match=a&match=b')).status).toBe(200);
  expect((await post('/faults', { fault: 'openai nonsense', times: '1' })).status).toBe(400);
  expect((await post('/faults', {})).status).toBe(400);
});

test('what is no HTTP, and a caller that leaves half-way, harm nobody', async () => {
  const send = (bytes: string) => createConnection(Number(new URL(sandbox.url).port), '127.0.0.1').end(bytes);
  expect(await text(send('nonsense\r\n\r\n'))).toMatch(/^HTTP\/1.1 400/);
  expect(await text(send('GET //[ HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n'))).toMatch(
    /^HTTP\/1.1 4/,
  );
  await text(send('POST /control/faults HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"standIn"'));
  expect((await get('/')).status).toBe(200);
});
