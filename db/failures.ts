import { ConnectionError, DatabaseError } from 'sequelize';

/** Postgres shutting down, starting, or gone while a query ran: PostgreSQL's error classes 57P and 08, and sockets'. */
const lostConnection = /^(57P0[123]|08...|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
/**
 * Besides: deadlocks and what else was rolled back (40), resources that ran out (53), statements and locks given up (57014,
 * 55P03), transactions that stood still (25P03): https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passing = /^(40...|53...|57014|55P03|25P03)$/;

/** Whether a database was not there, or went away, when it was asked: not what it was asked is wrong. */
export function isDatabaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof ConnectionError || error.name === 'SequelizeConnectionAcquireTimeoutError')
    return true;
  const { code = '', message } = causeOf(error);
  // node-postgres gives a connection that ends under a running query no code, only this text.
  return lostConnection.test(code) || /^Connection terminated/.test(message);
}

/** Whether the same, done again, may succeed: a database that was lost, or had trouble with others at the time. */
export const isDatabaseTrouble = (error: unknown): boolean =>
  isDatabaseLost(error) || (error instanceof Error && passing.test(causeOf(error).code ?? ''));

/** Whether Postgres says that a value is wrong (class 22, 22P02 of a malformed id): asking again changes nothing. */
export const isBadInput = (error: unknown): boolean =>
  error instanceof DatabaseError && /^22...$/.test(causeOf(error).code ?? '');

const causeOf = (error: Error) => ('original' in error ? error.original : error) as NodeJS.ErrnoException;
