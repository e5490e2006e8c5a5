import type { Config } from './load.ts';

/** What decides how the platforms' registry is configured. The sandbox stands in for none of them in production. */
export const registryOptions = (config: Config, environment: NodeJS.ProcessEnv) => ({
  environment,
  publicUrl: config.PUBLIC_URL,
  sandboxUrl: config.NODE_ENV === 'production' ? null : (config.SANDBOX_URL ?? null),
});

/** Where a person's address may lead although it is not public: to the sandbox, and to ourselves; not in production. */
export const trustedOrigins = ({ NODE_ENV, PUBLIC_URL, SANDBOX_URL }: Config): string[] =>
  NODE_ENV === 'production'
    ? []
    : [PUBLIC_URL, ...(SANDBOX_URL ? [SANDBOX_URL] : [])].map((url) => new URL(url).origin);
