import { missingScopes } from '../../platforms/oauth.ts';
import { permissionWords } from '../../platforms/permissionWords.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';

/** That an account's person did not allow all that is needed: which of it, as far as the platform names it. */
export function permissionText(
  { platform: id, scopes }: { platform: string; scopes: string[] | null },
  platforms: Registry,
  locale: Locale,
): string {
  const platform = platforms.find(id)?.platform;
  const missing = platform ? missingScopes(platform, scopes) : [];
  if (!platform || missing.length === 0) return say(locale, 'connection_permission_missing');
  return say(locale, 'connection_permissions_missing', { permissions: permissionWords(platform, missing) });
}
