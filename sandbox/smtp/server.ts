import { SMTPServer } from 'smtp-server';
import { takeFault } from '../faults.ts';
import type { Store } from '../store.ts';

/** A mail server that keeps what it is given. Anybody may send; any user and password will do. */
export function createSmtpServer(store: Store): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    size: 10 * 1024 * 1024,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
    onRcptTo({ address }, _session, done) {
      const fault = takeFault(store, 'mail', address)?.fault;
      if (fault === 'reject') return done(smtpError(550, 'No such mailbox'));
      if (fault === 'temporary') return done(smtpError(451, 'Try again later'));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const sender = mailFrom ? mailFrom.address : '';
        for (const { address } of rcptTo) {
          store.run(
            'insert into mails (id, at, recipient, sender, raw) values (?, ?, ?, ?, ?)',
            ...[store.newId(), new Date().toISOString(), address, sender, Buffer.concat(chunks)],
          );
        }
        done();
      });
    },
  });
}

const smtpError = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });
