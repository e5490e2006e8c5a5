/**
 * The two ways sending fails. Messages hold the server's codes, not its words: those repeat the recipient's address.
 */

/** The server refuses this mail for good: no such mailbox, a sender or content it does not take. */
export class MailRejected extends Error {
  override name = 'MailRejected';
}

/**
 * The server is not there, wants us to wait, or does not let us in: the same mail may go out later. When the
 * connection broke at the end, it may even have gone out: a repeat carries the same Message-ID.
 */
export class MailUnavailable extends Error {
  override name = 'MailUnavailable';
}
