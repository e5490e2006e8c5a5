import { pino, stdSerializers, type Logger } from 'pino';

export type { Logger };

/** Members that never reach a log, wherever they stand. */
const secretNames = [
  'password',
  'password2',
  'old_password',
  'new_password',
  'new_password2',
  'token',
  'access',
  'refresh',
  'access_token',
  'refresh_token',
  'api_key',
  'authorization',
  'cookie',
  'secret',
  'apiKey',
  'accessToken',
  'refreshToken',
];

/**
 * An error with its message, stack and code alone: libraries add what they were given, as Sequelize does with the
 * values of a statement, where hashes of passwords and texts of people stand.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, code: (error as NodeJS.ErrnoException).code };
}

/**
 * A JSON logger to standard output. What goes wrong is logged with its message and stack, never with the request's
 * body; members named like secrets are replaced by [redacted].
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    // Temporal's SDK calls it error, we and pino err.
    serializers: { err: serializeError, error: serializeError },
    redact: {
      paths: secretNames.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]),
      censor: '[redacted]',
    },
  });
}
