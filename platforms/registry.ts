import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { activityFigures, audiences } from '../contracts/figures.ts';
import { usualUserAgent } from './http.ts';
import type { Platform } from './platform.ts';

/** How a platform's app is configured here. */
interface PlatformSettings {
  state: 'configured' | 'sandbox' | 'missing';
  /** Variables that are not set, where state is 'missing'. */
  missing: string[];
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** By these its webhooks may be signed: the app's secret, and others while one replaces another. */
  webhookSecrets: string[];
  /** What the platform must say when it asks for our webhook's address; null: it has none. */
  verifyToken: string | null;
  version: string;
  userAgent: string;
  hosts: Record<string, string>;
}

export interface RegisteredPlatform {
  platform: Platform;
  settings: PlatformSettings;
}

/** What decides how platforms are configured; read from the environment by the entry points. */
export interface RegistryOptions {
  environment: Record<string, string | undefined>;
  /** Where the API is reached: the callback's default address. */
  publicUrl: string;
  /** Stands in for every platform whose app is not configured; null in production. */
  sandboxUrl: string | null;
  /** Other than this folder only in tests. */
  folder?: string;
}

export interface Registry {
  all(): RegisteredPlatform[];
  find(id: string): RegisteredPlatform | undefined;
}

const Address = z.object({ host: z.string(), path: z.string().startsWith('/') });
/** What must be right for a platform to work at all; the types say the rest. */
const Shape = z.object({
  id: z.string().regex(/^[a-z]+$/),
  name: z.string().min(1),
  env: z.object({ clientId: z.string(), clientSecret: z.string(), redirectUri: z.string() }),
  hosts: z.record(z.string(), z.url()),
  oauth: z.object({
    authorize: Address,
    token: Address,
    revoke: Address.optional(),
    scopes: z.array(z.string()).min(1),
  }),
  limits: z.object({
    perAccount: z.object({ calls: z.int().positive(), seconds: z.int().positive() }),
    caption: z.int(),
  }),
  classify: z.function(),
  accounts: z.function(),
  profile: z.function(),
  statistics: z.function(),
  dayFigures: z.array(z.enum(activityFigures)).optional(),
  posts: z.function(),
  audience: z.enum(audiences).optional(),
});

/** Every platform, with how it is configured here. @throws as findPlatforms does. */
export async function loadPlatforms(options: RegistryOptions): Promise<Registry> {
  const platforms = await findPlatforms(options.folder);
  const found = new Map(
    platforms.map((platform) => [platform.id, { platform, settings: settingsOf(platform, options) }]),
  );
  return { all: () => [...found.values()], find: (id) => found.get(id) };
}

/**
 * Finds every platform: a folder beside this file whose index.ts exports one value. No other list of platforms exists.
 * @throws an error that names the folder when one exports something else, or two have one id.
 */
export async function findPlatforms(folder = import.meta.dirname): Promise<Platform[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const found = new Map<string, Platform>();
  for (const name of names.sort()) {
    const platform = await loadOne(join(folder, name, 'index.ts'), name);
    if (found.has(platform.id))
      throw new Error(`platforms/${name}: another platform has the id "${platform.id}"`);
    found.set(platform.id, platform);
  }
  return [...found.values()];
}

async function loadOne(path: string, name: string): Promise<Platform> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  const result = Shape.safeParse(module.default);
  if (!result.success)
    throw new Error(`platforms/${name}/index.ts is no platform:\n${z.prettifyError(result.error)}`);
  const platform = module.default as Platform;
  const { authorize, token, revoke } = platform.oauth;
  for (const { host } of [authorize, token, ...(revoke ? [revoke] : [])]) {
    if (!(host in platform.hosts))
      throw new Error(`platforms/${name}: oauth names the host "${host}", which hosts lacks`);
  }
  return platform;
}

/** The variable that changes one of a platform's addresses. */
export const hostVariable = (platformId: string, host: string) => `${platformId}_${host}_URL`.toUpperCase();

/** The variable with former secrets of the app, separated by commas, by which webhooks may still be signed. */
export const formerSecretsVariable = ({ env }: Platform) => `${env.clientSecret}_PREVIOUS`;

/** The variable that changes the version of a platform's API. */
export const versionVariable = (platformId: string) => `${platformId}_API_VERSION`.toUpperCase();

function settingsOf(
  platform: Platform,
  { environment, publicUrl, sandboxUrl }: RegistryOptions,
): PlatformSettings {
  const { clientId, clientSecret, redirectUri, verifyToken } = platform.env;
  const missing = [clientId, clientSecret].filter((variable) => !environment[variable]);
  const sandboxed = missing.length > 0 && sandboxUrl !== null;
  const host = (name: string, address: string) =>
    environment[hostVariable(platform.id, name)] ??
    (sandboxed ? `${sandboxUrl}/${platform.id}/${name}` : address);
  const app = sandboxed
    ? { id: `sandbox-${platform.id}`, secret: `sandbox-${platform.id}-secret` }
    : { id: environment[clientId] ?? '', secret: environment[clientSecret] ?? '' };
  const formerSecrets = (environment[formerSecretsVariable(platform)] ?? '').split(',');
  const secrets = [app.secret, ...formerSecrets.map((secret) => secret.trim())].filter(Boolean);
  const usualToken = sandboxed ? `sandbox-${platform.id}-verify-token` : null;
  return {
    state: missing.length === 0 ? 'configured' : sandboxed ? 'sandbox' : 'missing',
    missing: sandboxed ? [] : missing,
    clientId: app.id,
    clientSecret: app.secret,
    redirectUri:
      environment[redirectUri] ?? `${publicUrl}/api/social-accounts/connect/${platform.id}/callback`,
    webhookSecrets: secrets,
    verifyToken: verifyToken ? (environment[verifyToken] ?? usualToken) : null,
    version: environment[versionVariable(platform.id)] ?? platform.version ?? '',
    userAgent: platform.userAgent?.replace('{clientId}', app.id) ?? usualUserAgent,
    hosts: Object.fromEntries(
      Object.entries(platform.hosts).map(([name, address]) => [name, host(name, address)]),
    ),
  };
}
