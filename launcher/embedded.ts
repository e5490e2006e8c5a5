import { embeddedEnvironmentFile } from '../config/environment.ts';
import type { Config } from '../config/load.ts';
import { claimPort } from './ports.ts';
import { Problem } from './problem.ts';
import { writeSecretFile, type Secrets } from './secrets.ts';

/** The ports of this run; those of Postgres and Temporal are missing where the user's own servers are used. */
export interface Ports {
  PORT: number;
  SANDBOX_PORT: number;
  SANDBOX_SMTP_PORT: number;
  POSTGRES_PORT?: number;
  TEMPORAL_PORT?: number;
  TEMPORAL_UI_PORT?: number;
}

/**
 * Finds the ports of everything that will be started, before anything is.
 * @throws {Problem} that names the variable of a busy one, or both of two that are the same.
 */
export async function claimPorts(config: Config): Promise<Ports> {
  const claimed = new Map<number, string>();
  const claim = async (variable: keyof Ports & keyof Config, host?: string): Promise<number> => {
    const wanted = config[variable];
    const port = await claimPort(variable, wanted, host);
    const other = claimed.get(port);
    if (other !== undefined && wanted !== 0) {
      throw new Problem(`${variable} and ${other} are both ${port}: set one of them to another port`);
    }
    if (other !== undefined) return claim(variable, host);
    claimed.set(port, variable);
    return port;
  };

  const ports: Ports = {
    PORT: await claim('PORT', config.HOST),
    SANDBOX_PORT: await claim('SANDBOX_PORT'),
    SANDBOX_SMTP_PORT: await claim('SANDBOX_SMTP_PORT'),
  };
  if (config.DATABASE_URL === undefined) ports.POSTGRES_PORT = await claim('POSTGRES_PORT');
  if (config.TEMPORAL_ADDRESS === undefined) {
    ports.TEMPORAL_PORT = await claim('TEMPORAL_PORT');
    ports.TEMPORAL_UI_PORT = await claim('TEMPORAL_UI_PORT');
  }
  return ports;
}

/** Where the sandbox's stand-ins answer. */
export const sandboxUrl = ({ SANDBOX_PORT }: Ports) => `http://127.0.0.1:${SANDBOX_PORT}`;

/** The address of the embedded Postgres. */
export const postgresUrl = (port: number, password: string, database: string) =>
  `postgres://socialsync:${password}@127.0.0.1:${port}/${database}`;

/**
 * What the processes are told of this run: addresses and secrets of the embedded pieces, and the sandbox wherever the
 * user named no real service. What the user set always wins.
 */
export function embeddedEnvironment(
  given: NodeJS.ProcessEnv,
  config: Config,
  ports: Ports,
  secrets: Secrets,
  dataDirectory: string,
): Record<string, string> {
  const variables: Record<string, string> = {
    DATA_DIR: dataDirectory,
    PORT: String(ports.PORT),
    PUBLIC_URL: given.PUBLIC_URL || `http://localhost:${ports.PORT}`,
    JWT_SECRET: config.JWT_SECRET ?? secrets.JWT_SECRET,
    ENCRYPTION_KEY: config.ENCRYPTION_KEY ?? secrets.ENCRYPTION_KEY,
    SANDBOX_URL: given.SANDBOX_URL || sandboxUrl(ports),
    SANDBOX_PORT: String(ports.SANDBOX_PORT),
    SANDBOX_SMTP_PORT: String(ports.SANDBOX_SMTP_PORT),
  };
  if (config.ENCRYPTION_KEY_PREVIOUS !== undefined)
    variables.ENCRYPTION_KEY_PREVIOUS = config.ENCRYPTION_KEY_PREVIOUS;
  if (ports.POSTGRES_PORT !== undefined) {
    variables.DATABASE_URL = postgresUrl(ports.POSTGRES_PORT, secrets.POSTGRES_PASSWORD, 'socialsync');
  }
  if (ports.TEMPORAL_PORT !== undefined) variables.TEMPORAL_ADDRESS = `127.0.0.1:${ports.TEMPORAL_PORT}`;
  if (ports.TEMPORAL_UI_PORT !== undefined && config.TEMPORAL_UI_URL === undefined)
    variables.TEMPORAL_UI_URL = `http://localhost:${ports.TEMPORAL_UI_PORT}`;
  if (config.SMTP_HOST === undefined) {
    variables.SMTP_HOST = '127.0.0.1';
    variables.SMTP_PORT = String(ports.SANDBOX_SMTP_PORT);
  }
  if (config.OPENAI_API_KEY === undefined) {
    variables.OPENAI_API_KEY = 'sandbox';
    variables.OPENAI_BASE_URL = given.OPENAI_BASE_URL || `${sandboxUrl(ports)}/openai/v1`;
  }
  if (config.GEMINI_API_KEY === undefined) {
    variables.GEMINI_API_KEY = 'sandbox';
    variables.GEMINI_BASE_URL = given.GEMINI_BASE_URL || `${sandboxUrl(ports)}/gemini`;
  }
  return variables;
}

/** Leaves the variables of this run where config/environment.ts finds them (mode 0600). */
export function writeEmbeddedEnvironment(dataDirectory: string, variables: Record<string, string>): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  const head = '# Written by npm start for other commands; gone when it stops.\n';
  writeSecretFile(embeddedEnvironmentFile(dataDirectory), head + lines.join(''));
}
