import { createTransport } from 'nodemailer';
import { classifySmtpError } from './classify.ts';

/** Where and as whom mail is sent. */
export interface MailerOptions {
  host: string;
  /** 465 speaks TLS from the start; any other port turns to TLS when the server offers it. */
  port: number;
  user?: string;
  password?: string;
  /** "Name <address>". */
  from: string;
}

/** A picture that the mail's HTML shows as `<img src="cid:…">`. */
export interface InlinePicture {
  /** The name in the HTML; unique in its mail. */
  cid: string;
  fileName: string;
  png: Buffer;
}

/** One mail to one person. */
export interface MailMessage {
  /** A bare address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The Message-ID, without angle brackets: the same at every attempt, so that a mailbox can drop the second. */
  messageId: string;
  headers?: Record<string, string>;
  pictures?: InlinePicture[];
}

export interface Mailer {
  /**
   * Hands the mail to the server by one attempt, which takes at most a minute or so.
   * @throws {MailRejected} when the server refuses it for good.
   * @throws {MailUnavailable} when it may be sent later.
   */
  send(message: MailMessage): Promise<void>;
  close(): void;
}

/** Sends mail by SMTP, on a new connection for each: a kept one would be stale by the next. */
export function createMailer({ host, port, user, password, from }: MailerOptions): Mailer {
  const isThisMachine = ['localhost', '127.0.0.1', '::1'].includes(host);
  const transport = createTransport({
    host,
    port,
    secure: port === 465,
    // A password leaves this machine encrypted or not at all.
    requireTLS: Boolean(password) && !isThisMachine,
    // On this machine nobody listens in, and no authority certifies "localhost".
    tls: { rejectUnauthorized: !isThisMachine },
    ...(user && { auth: { user, pass: password ?? '' } }),
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, html, messageId, headers, pictures = [] }) {
      try {
        await transport.sendMail({
          from,
          // As an object it is one address: a comma in it makes no second recipient.
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${messageId}>`,
          attachments: pictures.map(({ cid, fileName, png }) => ({
            cid,
            filename: fileName,
            content: png,
            contentType: 'image/png',
            contentDisposition: 'inline',
          })),
          // RFC 3834: keeps out-of-office replies away.
          headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        });
      } catch (error) {
        throw classifySmtpError(error);
      }
    },
    close: () => transport.close(),
  };
}
