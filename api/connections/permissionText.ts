import type { z } from 'zod';
import type { Permissions } from '../../contracts/permissions.ts';
import {
  capabilitiesOf,
  givenCapabilities,
  isUseless,
  missingAt,
  missingPermissions,
} from '../../platforms/permissions.ts';
import { permissionWords } from '../../platforms/permissionWords.ts';
import type { Capability } from '../../platforms/platform.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';

interface Granted {
  platform: string;
  scopes: string[] | null;
}

/**
 * That an account's person did not allow all that is needed, for one thing or for all that can be done there: which of it,
 * as far as the platform names it.
 */
export function permissionText(
  { platform: id, scopes }: Granted,
  platforms: Registry,
  locale: Locale,
  capability?: Capability,
): string {
  const platform = platforms.find(id)?.platform;
  const missing = platform ? missingAt(platform, scopes, capability) : [];
  if (!platform || missing.length === 0) return say(locale, 'connection_permission_missing');
  return say(locale, 'connection_permissions_missing', { permissions: permissionWords(platform, missing) });
}

/** Whether nothing can be done with an account, because its person allowed nothing of it. */
export function isUselessAt({ platform: id, scopes }: Granted, platforms: Registry): boolean {
  const platform = platforms.find(id)?.platform;
  return platform !== undefined && isUseless(platform, scopes);
}

/** What can be done with an account, and what its person did not allow. */
export function presentPermissions(
  { platform: id, scopes }: Granted,
  platforms: Registry,
  locale: Locale,
): z.infer<typeof Permissions> {
  const platform = platforms.find(id)?.platform;
  if (!platform) return { capabilities: [], missing_permissions: [] };
  return {
    capabilities: scopes ? givenCapabilities(platform, scopes) : capabilitiesOf(platform),
    missing_permissions: missingPermissions(platform, scopes).map(({ scope, neededFor }) => ({
      permission: scope,
      meaning: platform.oauth.scopes[scope]?.[locale] ?? scope,
      needed_for: neededFor,
    })),
  };
}

/** That some of what accounts of one platform could do was not allowed: which; null where all of it was. */
export function withoutText(
  granted: Granted[],
  platforms: Registry,
  locale: Locale,
): { reason: string; what_to_do: string } | null {
  const platform = platforms.find(granted[0]?.platform ?? '')?.platform;
  if (!platform) return null;
  const missing = granted.flatMap(({ scopes }) =>
    missingPermissions(platform, scopes).map(({ scope }) => scope),
  );
  if (missing.length === 0) return null;
  const permissions = permissionWords(platform, [...new Set(missing)]);
  return {
    reason: say(locale, 'connected_without', { permissions }),
    what_to_do: say(locale, 'connect_again_to_allow'),
  };
}
