import { Refusal } from '../../contracts/refusal.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../../platforms/errors.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Services } from '../services.ts';

/** A platform that accounts can be connected to. @throws {Refusal} platform_not_supported, platform_not_configured */
export function requirePlatform({ platforms }: Services, id: string): RegisteredPlatform {
  const found = platforms.find(id);
  if (!found) throw new Refusal('not_found', 'platform_not_supported', { parameters: { platform: id } });
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

/** Does what calls a platform; its failures become refusals that the caller is told. */
export async function callPlatform<Result>(
  { platform: { name } }: RegisteredPlatform,
  { log }: Services,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(error, name);
    if (!refusal) throw error;
    log.warn({ platform: name, reason: (error as Error).message }, 'a platform did not connect an account');
    throw refusal;
  }
}

function refusalOf(error: unknown, platform: string): Refusal | null {
  if (error instanceof Rejected)
    return new Refusal('invalid', 'platform_refused', { parameters: { platform, code: error.code } });
  if (error instanceof NeedsReauthorization)
    return new Refusal('invalid', 'platform_refused', { parameters: { platform, code: 'unauthorized' } });
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
