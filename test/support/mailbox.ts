import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { createMailer, type Mailer } from '../../mail/mailer.ts';

/** A mail server that takes everything, and who sends to it. */
export interface Mailbox {
  mailer: Mailer;
  /** What has arrived, the oldest first. */
  received: Email[];
  close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const received: Email[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['STARTTLS'],
    async onData(stream, _session, done) {
      received.push(await PostalMime.parse(await buffer(stream)));
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer({ host: '127.0.0.1', port, from: 'SocialSync <noreply@social.example>' });
  return {
    mailer,
    received,
    async close() {
      mailer.close();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
