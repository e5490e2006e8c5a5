import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { MailRejected, MailUnavailable } from './errors.ts';
import { createMailer, type Mailer, type MailerOptions, type MailMessage } from './mailer.ts';

const message: MailMessage = {
  to: 'amelie@example.org',
  subject: 'Un café ?',
  text: 'Bonjour',
  html: '<p>Bonjour</p>',
  messageId: 'mail-1@socialsync.localhost',
};

let cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(cleanUp.map((step) => step()));
  cleanUp = [];
});

function mailerTo(port: number, options: Partial<MailerOptions> = {}): Mailer {
  const mailer = createMailer({
    host: '127.0.0.1',
    port,
    from: 'SocialSync <noreply@socialsync.localhost>',
    ...options,
  });
  cleanUp.push(() => mailer.close());
  return mailer;
}

/** A real SMTP server that keeps what it is sent. */
async function startServer(options: SMTPServerOptions = {}) {
  const received: { recipients: string[]; secure: boolean; email: Email }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    async onData(stream, session, done) {
      const email = await PostalMime.parse(await buffer(stream));
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ recipients, secure: session.secure, email });
      done();
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  cleanUp.push(() => new Promise<void>((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** The reply that smtp-server gives with this error. */
const reply = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

const failure = (mailer: Mailer): Promise<unknown> =>
  mailer.send(message).then(
    () => 'no error',
    (error: unknown) => error,
  );

test('a mail arrives as it was written, by TLS when the server offers it', async () => {
  const { port, received } = await startServer();
  await mailerTo(port).send(message);
  expect(received).toHaveLength(1);
  const { recipients, secure, email } = received[0]!;
  expect(recipients).toEqual(['amelie@example.org']);
  expect(secure).toBe(true);
  expect(email).toMatchObject({
    from: { name: 'SocialSync', address: 'noreply@socialsync.localhost' },
    subject: 'Un café ?',
    messageId: '<mail-1@socialsync.localhost>',
  });
  expect(email.text?.trim()).toBe('Bonjour');
  expect(email.html?.trim()).toBe('<p>Bonjour</p>');
  expect(email.headers).toContainEqual(
    expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
  );
});

test('a picture comes with the mail, under the name that its HTML shows it by', async () => {
  const { port, received } = await startServer();
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  await mailerTo(port).send({
    ...message,
    html: '<img src="cid:chart" alt="">',
    pictures: [{ cid: 'chart', fileName: 'chart.png', png }],
  });
  const [picture, ...others] = received[0]?.email.attachments ?? [];
  expect(others).toEqual([]);
  expect(picture).toMatchObject({
    contentId: '<chart>',
    disposition: 'inline',
    filename: 'chart.png',
    mimeType: 'image/png',
    related: true,
  });
  expect(Buffer.from(picture?.content as ArrayBuffer)).toEqual(png);
});

test('headers arrive whole, however long', async () => {
  const { port, received } = await startServer();
  const link = `<https://social.example/unsubscribe?token=${'a'.repeat(200)}>`;
  await mailerTo(port).send({
    ...message,
    headers: { 'List-Unsubscribe': link, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
  const headers = received[0]?.email.headers ?? [];
  expect(headers).toContainEqual(expect.objectContaining({ key: 'list-unsubscribe', value: link }));
  expect(headers).toContainEqual(
    expect.objectContaining({ key: 'list-unsubscribe-post', value: 'List-Unsubscribe=One-Click' }),
  );
});

test('a server without TLS on this machine is good enough', async () => {
  const { port, received } = await startServer({ disabledCommands: ['STARTTLS', 'AUTH'] });
  await mailerTo(port, { host: 'localhost' }).send(message);
  expect(received[0]?.secure).toBe(false);
});

test('a user signs in with the password', async () => {
  const signedIn: (string | null | undefined)[] = [];
  const { port, received } = await startServer({
    authOptional: false,
    onAuth({ username, password }, _session, done) {
      signedIn.push(username, password);
      done(null, { user: username ?? '' });
    },
  });
  await mailerTo(port, { user: 'apikey', password: 'a secret' }).send(message);
  expect(signedIn).toEqual(['apikey', 'a secret']);
  expect(received).toHaveLength(1);
});

test.each([
  ['a line break in the subject', { subject: 'Hello\r\nBcc: eve@example.org' }],
  ['a second recipient', { to: 'amelie@example.org, eve@example.org' }],
  ['a line break in the address', { to: 'amelie@example.org>\r\nRCPT TO:<eve@example.org' }],
  ['a line break in a header', { headers: { 'X-Note': 'a\r\nBcc: eve@example.org' } }],
])('%s brings nobody else the mail', async (_, part) => {
  const { port, received } = await startServer();
  await mailerTo(port)
    .send({ ...message, ...part })
    .catch((error: unknown) => expect(error).toBeInstanceOf(MailRejected));
  const recipients = received.flatMap((mail) => mail.recipients);
  expect(recipients.filter((recipient) => recipient.startsWith('eve@'))).toEqual([]);
  expect(received.flatMap(({ email }) => email.bcc ?? [])).toEqual([]);
});

test.each([
  [550, MailRejected],
  [552, MailRejected],
  [450, MailUnavailable],
  [421, MailUnavailable],
  [530, MailUnavailable],
])(
  'a recipient answered with %i is told apart, and the message keeps the address to itself',
  async (code, expected) => {
    const { port } = await startServer({
      onRcptTo: (address, _session, done) => done(reply(code, `5.1.1 <${address.address}> unknown`)),
    });
    const thrown = await failure(mailerTo(port));
    expect(thrown).toBeInstanceOf(expected);
    expect(String((thrown as Error).stack)).not.toContain('amelie');
    expect((thrown as Error).message).toContain(String(code));
  },
);

test.each([
  [554, MailRejected],
  [451, MailUnavailable],
])('content answered with %i is told apart', async (code, expected) => {
  const { port } = await startServer({
    onData(stream, _session, done) {
      stream.on('end', () => done(reply(code, 'no'))).resume();
    },
  });
  await expect(failure(mailerTo(port))).resolves.toBeInstanceOf(expected);
});

test('a wrong password is no verdict on the mail: it may go out once that is corrected', async () => {
  const { port } = await startServer({
    authOptional: false,
    onAuth: (_auth, _session, done) => done(reply(535, 'Invalid username or password')),
  });
  const thrown = await failure(mailerTo(port, { user: 'apikey', password: 'wrong-canary' }));
  expect(thrown).toBeInstanceOf(MailUnavailable);
  expect(String((thrown as Error).stack)).not.toContain('wrong-canary');
});

test('a server that is not there, or hangs up, is unavailable', async () => {
  const hangsUp: Server = createServer((socket: Socket) => socket.destroy());
  hangsUp.listen(0, '127.0.0.1');
  await once(hangsUp, 'listening');
  const { port } = hangsUp.address() as AddressInfo;
  await expect(failure(mailerTo(port))).resolves.toBeInstanceOf(MailUnavailable);

  hangsUp.close();
  await once(hangsUp, 'close');
  await expect(failure(mailerTo(port))).resolves.toBeInstanceOf(MailUnavailable);
});
