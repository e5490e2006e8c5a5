import { randomUUID } from 'node:crypto';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { startTestSandbox, type TestSandbox } from '../../test/support/testSandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const anAddress = () => `${randomUUID()}@example.com`;

const send = (mail: SendMailOptions, auth?: { user: string; pass: string }) =>
  createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, ...(auth && { auth }) }).sendMail({
    from: 'SocialSync <hello@socialsync.example>',
    ...mail,
  });

test('a mail is kept as it was sent, parsed', async () => {
  const to = anAddress();
  const messageId = `<${randomUUID()}@socialsync.example>`;
  await send({
    to: { name: 'Zoé', address: to },
    subject: 'Réinitialisez « votre » mot de passe 🔑',
    text: 'Bonjour Zoé,\n\n.a line that begins with a dot\n',
    html: '<p>Bonjour <b>Zoé</b></p>',
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });

  expect(await sandbox.mails(to)).toEqual([
    {
      id: expect.any(String),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      from: 'hello@socialsync.example',
      to,
      subject: 'Réinitialisez « votre » mot de passe 🔑',
      text: expect.stringMatching(/^Bonjour Zoé,\n\n\.a line that begins with a dot\n/),
      html: expect.stringContaining('<p>Bonjour <b>Zoé</b></p>'),
      headers: expect.objectContaining({
        'message-id': messageId,
        'auto-submitted': 'auto-generated',
        from: 'SocialSync <hello@socialsync.example>',
      }),
    },
  ]);
});

test('mails to an address are listed newest first, whatever the case of its letters', async () => {
  const to = anAddress();
  for (const subject of ['first', 'second']) await send({ to, subject, text: subject });
  await send({ to: anAddress(), subject: 'to somebody else', text: '' });
  expect(await sandbox.mails(to.toUpperCase())).toMatchObject([{ subject: 'second' }, { subject: 'first' }]);
});

test('each recipient has the mail, also one in blind copy', async () => {
  const [to, bcc] = [anAddress(), anAddress()];
  await send({ to, bcc, subject: 'for two', text: 'hello' });
  expect(await sandbox.mails(to)).toMatchObject([{ subject: 'for two', to }]);
  expect(await sandbox.mails(bcc)).toMatchObject([{ subject: 'for two', to: bcc }]);
});

test('any user and password will do', async () => {
  const to = anAddress();
  await send({ to, subject: 'signed in', text: '' }, { user: 'anybody', pass: 'anything' });
  expect(await sandbox.mails(to)).toHaveLength(1);
});

test.each([
  ['reject', 550, 'EENVELOPE'],
  ['temporary', 451, 'EENVELOPE'],
])('a fault “%s” answers the recipient %d, once', async (fault, responseCode, code) => {
  const to = anAddress();
  await sandbox.fault({ standIn: 'mail', fault, match: to });
  await expect(send({ to, subject: 'x', text: 'x' })).rejects.toMatchObject({ responseCode, code });
  expect(await sandbox.mails(to)).toEqual([]);
  await send({ to, subject: 'again', text: 'x' });
  expect(await sandbox.mails(to)).toHaveLength(1);
});

test('a mail that is too large is refused and not kept', async () => {
  const to = anAddress();
  const attachments = [{ filename: 'large.bin', content: Buffer.alloc(20 * 1024 * 1024) }];
  await expect(send({ to, subject: 'large', text: '', attachments })).rejects.toMatchObject({
    responseCode: 552,
  });
  expect(await sandbox.mails(to)).toEqual([]);
});

test('a client that leaves in the middle of a mail harms nobody', async () => {
  const to = anAddress();
  const socket = createConnection(sandbox.smtpPort, '127.0.0.1');
  for (const line of ['EHLO me', 'MAIL FROM:<me@example.com>', `RCPT TO:<${to}>`, 'DATA']) {
    await once(socket, 'data');
    socket.write(`${line}\r\n`);
  }
  await once(socket, 'data');
  socket.write('Subject: half a m');
  socket.destroy();
  await once(socket, 'close');

  await send({ to, subject: 'whole', text: 'x' });
  expect(await sandbox.mails(to)).toMatchObject([{ subject: 'whole' }]);
});
