import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { mailFaults, takeFault } from '../faults.ts';
import type { Description } from '../standIn.ts';
import type { Store } from '../store.ts';
import { keepMail } from './mails.ts';

/** The largest mail that is taken, in bytes: what Gmail and others take too. */
const largestMail = 25 * 1024 * 1024;

export const mail: Description = {
  name: 'mail',
  about: 'A mail server: what is sent by it is shown above and goes no further',
  faults: mailFaults,
};

/** RFC 3463's words for the two ways a recipient is refused. */
const refusals = {
  reject: { responseCode: 550, message: '5.1.1 No such mailbox' },
  temporary: { responseCode: 451, message: '4.3.0 Try again later' },
};

/** A mail server that keeps what it is given. Anybody may send; any user and password will do. */
export function createSmtpServer(store: Store): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    size: largestMail,
    rejectOversized: true,
    closeTimeout: 1000,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
    onRcptTo({ address }, _session, done) {
      const fault = takeFault(store, mail.name, address)?.fault;
      if (fault !== 'reject' && fault !== 'temporary') return done();
      const { responseCode, message } = refusals[fault];
      done(Object.assign(new Error(message), { responseCode }));
    },
    onData(stream, session, done) {
      receive(store, stream, session).then(() => done(), done);
    },
  });
}

/** Keeps a mail once for each of its recipients. */
async function receive(
  store: Store,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk);
  // The server itself refuses it then.
  if (stream.sizeExceeded) return;
  const raw = Buffer.concat(chunks);
  const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
  for (const { address } of envelope.rcptTo) keepMail(store, { recipient: address, sender, raw });
}
