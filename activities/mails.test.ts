import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { readLink } from '../commands/linkTokens.ts';
import { inviteMember } from '../commands/projects/inviteMember.ts';
import { requestPasswordReset } from '../commands/people/requestPasswordReset.ts';
import { revokeInvitation } from '../commands/projects/revokeInvitation.ts';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { Mail } from '../db/models/mail.ts';
import type { User } from '../db/models/user.ts';
import { createMailer, type Mailer } from '../mail/mailer.ts';
import { loadPlatforms } from '../platforms/registry.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { aMember } from '../test/support/members.ts';
import { createMailActivities } from './mails.ts';

const linkSecret = 'only-for-tests';
const publicUrl = 'https://social.example';
let server: SMTPServer;
let mailer: Mailer;
let activities: ReturnType<typeof createMailActivities>;
let ada: User;
let projectId: string;
let received: Email[];
/** What the mail server answers next, instead of taking the mail. */
let refusal: Error | null;
/** What it does before it answers. */
let beforeAnswer: () => Promise<unknown>;

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 2 });
  server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, _session, done) {
      void buffer(stream)
        .then((bytes) => PostalMime.parse(bytes))
        .then(async (email) => {
          await beforeAnswer();
          if (!refusal) received.push(email);
          done(refusal);
        });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  mailer = createMailer({ host: '127.0.0.1', port, from: 'SocialSync <noreply@social.example>' });
  const platforms = await loadPlatforms({ environment: {}, publicUrl, sandboxUrl: null });
  activities = createMailActivities({ mailer, linkSecret, publicUrl, platforms, now: () => new Date() });
  ({ user: ada, projectId } = await aMember());
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((closed) => server.close(() => closed()));
  await closeDatabase();
});
beforeEach(async () => {
  received = [];
  refusal = null;
  beforeAnswer = () => Promise.resolve();
  await Mail.destroy({ where: {} });
});

const anAttempt = () => new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') });
const deliverIn = (attempt: MockActivityEnvironment, mailId: string) =>
  attempt.run(() => activities.deliverMail(mailId));
const deliver = (mailId: string) => deliverIn(anAttempt(), mailId);
const queuedMail = () => Mail.findOne({ rejectOnEmpty: true });
const linkIn = (email: Email | undefined) => new URL(/https:\S+/.exec(email?.text ?? '')?.[0] ?? '');

async function aResetMail(): Promise<Mail> {
  await requestPasswordReset(ada.email, 'en');
  return queuedMail();
}

test('a reset mail greets the person and links to the page that sets a password', async () => {
  const mail = await aResetMail();
  await deliver(mail.id);

  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    to: [{ address: ada.email }],
    subject: 'Reset your SocialSync password',
    messageId: `<${mail.id}@social.example>`,
    text: expect.stringMatching(/Hello Ada Lovelace[^]*30 minutes/),
  });
  const link = linkIn(received[0]);
  expect(`${link.origin}${link.pathname}`).toBe(`${publicUrl}/reset-password`);
  const token = link.searchParams.get('token') ?? '';
  expect(readLink(linkSecret, 'password-reset', token)).toBe(mail.subjectId);
  expect(await queuedMail()).toMatchObject({ status: 'sent', sentAt: expect.any(Date) });
});

test('an invitation names who invites and the project, in the language asked for', async () => {
  const invitation = await inviteMember({
    projectId,
    invitedBy: ada.id,
    email: 'guest@example.com',
    role: 'viewer',
    locale: 'fr',
  });
  await deliver((await queuedMail()).id);
  expect(received[0]).toMatchObject({
    to: [{ address: 'guest@example.com' }],
    subject: expect.stringContaining('Ada Lovelace vous invite'),
    text: expect.stringContaining('7 jours'),
  });
  const token = linkIn(received[0]).searchParams.get('token') ?? '';
  expect(readLink(linkSecret, 'invitation', token)).toBe(invitation.id);
});

test('what ended before its mail went out is not sent', async () => {
  const invited = { projectId, invitedBy: ada.id, role: 'viewer', locale: 'en' } as const;
  const { id } = await inviteMember({ ...invited, email: 'late@example.com' });
  await revokeInvitation(projectId, id);
  await deliver((await queuedMail()).id);
  expect(received).toEqual([]);
  expect((await queuedMail()).status).toBe('failed');
});

test('a mail that was sent is not sent again', async () => {
  const { id } = await aResetMail();
  await deliver(id);
  await deliver(id);
  expect(received).toHaveLength(1);
});

test('a mail that the server does not take now stays queued with the reason, and goes out later', async () => {
  const { id } = await aResetMail();
  refusal = Object.assign(new Error('4.3.1 full'), { responseCode: 452 });
  await expect(deliver(id)).rejects.toMatchObject({ name: 'MailUnavailable' });
  expect(await queuedMail()).toMatchObject({ status: 'queued', failure: expect.stringContaining('452') });

  refusal = null;
  await deliver(id);
  expect(await queuedMail()).toMatchObject({ status: 'sent', failure: null });
});

test('a mail that is given up says why, and one that was sent is not given up', async () => {
  const { id } = await aResetMail();
  refusal = Object.assign(new Error('5.7.1 no'), { responseCode: 554 });
  await expect(deliver(id)).rejects.toMatchObject({ name: 'MailRejected' });
  await activities.failMail(id);
  expect(await queuedMail()).toMatchObject({ status: 'failed', failure: expect.stringContaining('554') });

  await Mail.update({ status: 'sent' }, { where: { id } });
  await activities.failMail(id);
  expect((await queuedMail()).status).toBe('sent');
});

test('a worker that stops does not wait for a slow mail server: the mail stays queued', async () => {
  const { id } = await aResetMail();
  const { promise: told, resolve: answer } = Promise.withResolvers<void>();
  const attempt = anAttempt();
  beforeAnswer = () => {
    attempt.cancel('WORKER_SHUTDOWN');
    return told;
  };
  await expect(deliverIn(attempt, id)).rejects.toMatchObject({ name: 'MailUnavailable' });
  expect(await queuedMail()).toMatchObject({ status: 'queued', failure: expect.stringContaining('stopped') });
  answer();
});
