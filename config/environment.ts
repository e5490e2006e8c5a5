import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError, loadConfig, type Config } from './load.ts';

/** Where `npm start` leaves the addresses and secrets of what it started, so that other commands find them. */
export const embeddedEnvironmentFile = (dataDirectory: string) => join(dataDirectory, 'embedded.env');

/**
 * The variables of a process: its own environment first, then the file .env, then, outside production, what a running
 * `npm start` wrote down. @throws {ConfigError} when a file cannot be read.
 */
export function readEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const environment = { ...withoutEmpty(readEnvironmentFile('.env')), ...withoutEmpty(own) };
  if (environment.NODE_ENV === 'production') return environment;
  const embedded = readEnvironmentFile(embeddedEnvironmentFile(environment.DATA_DIR || '.data'));
  return { ...embedded, ...environment };
}

/** The configuration of a process. @throws {ConfigError} when a variable is wrong or missing. */
export const readConfig = (): Config => loadConfig(readEnvironment());

/** An empty variable counts as not set: what stands behind it applies. */
const withoutEmpty = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));

/** The variables of a dotenv file; none when there is no such file. */
export function readEnvironmentFile(path: string): NodeJS.ProcessEnv {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new ConfigError([
      `${path} cannot be read (${code ?? message}): make it a readable text file or remove it`,
    ]);
  }
}
