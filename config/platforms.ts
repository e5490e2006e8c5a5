import type { Config } from './load.ts';

/** What decides how the platforms' registry is configured. The sandbox stands in for none of them in production. */
export const registryOptions = (config: Config, environment: NodeJS.ProcessEnv) => ({
  environment,
  publicUrl: config.PUBLIC_URL,
  sandboxUrl: config.NODE_ENV === 'production' ? null : (config.SANDBOX_URL ?? null),
});
