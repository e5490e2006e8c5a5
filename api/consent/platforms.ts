import { Refusal } from '../../contracts/refusal.ts';
import {
  NeedsReauthorization,
  PermissionMissing,
  RateLimited,
  Rejected,
  Unavailable,
} from '../../platforms/errors.ts';
import { isRefusedClient } from '../../platforms/oauth.ts';
import { permissionWords } from '../../platforms/permissionWords.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Services } from '../services.ts';

/** A platform that accounts can be connected to. @throws {Refusal} platform_not_supported, platform_not_configured */
export function requirePlatform({ platforms }: Services, id: string): RegisteredPlatform {
  const found = platforms.find(id);
  // What nobody knows is repeated as one word: a page of ours shows it.
  if (!found) {
    const named = id.replace(/\W/g, '').slice(0, 20);
    throw new Refusal('not_found', 'platform_not_supported', { parameters: { platform: named } });
  }
  const { platform, settings } = found;
  if (settings.state !== 'missing') return found;
  throw new Refusal('unavailable', 'platform_not_configured', {
    parameters: { platform: platform.name, variables: settings.missing.join(', ') },
  });
}

/**
 * Nothing is asked for of a platform that is none: an empty answer would pass for "no accounts there".
 * @throws {Refusal} 400 at `field`, with the platforms that there are
 */
export function assertPlatforms({ platforms }: Services, field: string, ids: (string | undefined)[]): void {
  if (ids.every((id) => id === undefined || platforms.find(id))) return;
  const known = platforms.all().map(({ platform }) => platform.id);
  throw new Refusal('invalid', 'invalid_request', {
    fields: { [field]: ['unknown_platform'] },
    parameters: { known: known.join(', ') },
  });
}

/** What of connecting is done: redeeming a code, trying a token that a client brought, reading the accounts. */
type Step = 'code' | 'token' | 'accounts';

/** What a platform's refusal means at each step. */
const refusedAt = {
  code: 'platform_refused',
  token: 'platform_refused_token',
  accounts: 'platform_refused_accounts',
} as const;

/** Does one step that calls a platform; its failures become refusals that the caller is told. */
export async function callPlatform<Result>(
  { platform }: RegisteredPlatform,
  { log }: Pick<Services, 'log'>,
  step: Step,
  work: () => Promise<Result>,
): Promise<Result> {
  const { name } = platform;
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error, platform, step);
    if (!refusal) throw error;
    log.warn({ platform: name, reason: (error as Error).message }, 'a platform did not connect an account');
    throw refusal;
  }
}

function refusalOf(error: unknown, of: Platform, step: Step): Refusal | null {
  const { name: platform, env } = of;
  if (isRefusedClient(error)) {
    const variables = `${env.clientId}, ${env.clientSecret}`;
    return new Refusal('unavailable', 'platform_refused_app', { parameters: { platform, variables } });
  }
  if (error instanceof Rejected)
    return new Refusal('invalid', refusedAt[step], { parameters: { platform, code: error.code } });
  if (error instanceof PermissionMissing) return permissionRefusal(error, of);
  if (error instanceof NeedsReauthorization)
    return new Refusal('invalid', refusedAt[step], { parameters: { platform, code: 'unauthorized' } });
  if (error instanceof RateLimited) {
    const retryAfterSeconds = Math.ceil((error.retryAfterMs ?? 60_000) / 1000);
    return new Refusal('unavailable', 'platform_busy', { parameters: { platform }, retryAfterSeconds });
  }
  if (error instanceof Unavailable)
    return new Refusal('unavailable', 'platform_unavailable', {
      parameters: { platform },
      retryAfterSeconds: 30,
    });
  return null;
}

function permissionRefusal({ permissions }: PermissionMissing, platform: Platform): Refusal {
  const { name } = platform;
  if (permissions.length === 0)
    return new Refusal('invalid', 'permission_not_given', { parameters: { platform: name } });
  const parameters = { platform: name, permissions: permissionWords(platform, permissions) };
  return new Refusal('invalid', 'permissions_not_given', { parameters });
}
