import { MailRejected, MailUnavailable } from './errors.ts';

/** The fields of nodemailer's errors that are read; all may be missing. */
interface SmtpFailure {
  code?: string;
  /** The server's reply: 550. */
  responseCode?: number;
  /** The server's whole reply: "550 5.1.1 No such user". */
  response?: string;
  /** What was being done: "RCPT TO". */
  command?: string;
}

/** Codes of nodemailer for a failure of this mail, not of the connection or the sign-in. */
const aboutThisMail = ['EENVELOPE', 'EMESSAGE'];

/** 503: the session went wrong; 530: the server wants a sign-in first. Neither is about the mail. */
const aboutTheSession = [503, 530];

/**
 * What an error of nodemailer means, by its codes (RFC 5321, 4.2.1: 5yz is permanent, 4yz is not). A wrong password
 * (535) is permanent for the server but not for the mail: it goes out once an operator has corrected it.
 */
export function classifySmtpError(error: unknown): MailRejected | MailUnavailable {
  const { code = '', responseCode, response = '', command } = error as SmtpFailure;
  if (!responseCode) {
    // No reply: an address that cannot be written as one, or a connection that failed.
    return code === 'EENVELOPE'
      ? new MailRejected('the address is none a mail could be sent to')
      : new MailUnavailable(`the mail server could not be reached or broke off${code ? ` (${code})` : ''}`);
  }
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const step = command ? ` to ${command}` : '';
  const message = `the mail server answered ${responseCode}${status ? ` ${status}` : ''}${step}`;
  const final =
    responseCode >= 500 && !aboutTheSession.includes(responseCode) && aboutThisMail.includes(code);
  return final ? new MailRejected(message) : new MailUnavailable(message);
}
