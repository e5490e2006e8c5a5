import { pino, type Logger } from 'pino';

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
 * A JSON logger to standard output. What goes wrong is logged with its message and stack, never with the request's
 * body; members named like secrets are replaced by [redacted].
 */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: {
      paths: secretNames.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]),
      censor: '[redacted]',
    },
  });
}
