import type { FatalMessage } from '../supervisedChild.ts';

/** The embedded Postgres: told to services/postgres.ts by its parent. */
export interface PostgresOptions {
  /** The cluster's directory; made when it is not there. */
  cluster: string;
  port: number;
  password: string;
  maxConnections: number;
  /** false only for data that nobody misses after a crash: tests. */
  durable: boolean;
}

/** The Temporal dev server: told to services/temporal.ts by its parent. */
export interface TemporalOptions {
  /** The path of the temporal command. */
  binary: string;
  /** The directory of its database and of the record of its process. */
  dataDirectory: string;
  namespace: string;
  port: number;
  /** Without one there is no UI. */
  uiPort?: number;
}

/** The environment that tells a service its options: not arguments, which every user of the machine can read. */
export const withOptions = (options: PostgresOptions | TemporalOptions): NodeJS.ProcessEnv => ({
  ...process.env,
  SERVICE_OPTIONS: JSON.stringify(options),
});

/** The options that {@link withOptions} passed; they are not passed on. */
export function readOptions<Options>(): Options {
  const text = process.env.SERVICE_OPTIONS;
  delete process.env.SERVICE_OPTIONS;
  if (text === undefined) throw new Error('this service is started by the launcher: npm start');
  return JSON.parse(text) as Options;
}

/** Tells the launcher why starting this service again would not help. */
export function reportFatal(reason: string): void {
  process.send?.({ type: 'fatal', reason } satisfies FatalMessage);
}

/** The services report this reason themselves when their binary ends unasked; the supervisor starts them again. */
export function endWith(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
