import type { AccountCall } from './credentials.ts';
import type { Capability, Platform } from './platform.ts';

type OfPlatform = Pick<Platform, 'oauth' | 'capabilities'>;

/** The scopes that a platform is asked for and that were not granted; none where it does not tell what was. */
export const missingScopes = ({ oauth }: Pick<Platform, 'oauth'>, granted: string[] | null): string[] =>
  granted === null ? [] : Object.keys(oauth.scopes).filter((scope) => !granted.includes(scope));

/** Those of them without which nothing is connected. */
export const missingNeeds = ({ oauth }: Pick<Platform, 'oauth'>, granted: string[] | null): string[] =>
  missingScopes({ oauth }, granted).filter((scope) => oauth.needed.includes(scope));

/** The scopes that a capability lacks at an account; none where the platform does not tell, or has no such capability. */
export const missingFor = (
  { oauth, capabilities }: OfPlatform,
  capability: Capability,
  granted: string[] | null,
): string[] => missingScopes({ oauth }, granted).filter((scope) => capabilities[capability]?.includes(scope));

/** What the person of an account did not allow, and for what it is needed. */
interface MissingPermission {
  scope: string;
  neededFor: Capability[];
}

/** What does not work at an account because its person did not allow it. */
export function missingPermissions(platform: OfPlatform, granted: string[] | null): MissingPermission[] {
  const names = capabilitiesOf(platform);
  return missingScopes(platform, granted)
    .map((scope) => ({
      scope,
      neededFor: names.filter((name) => platform.capabilities[name]?.includes(scope)),
    }))
    .filter(({ neededFor }) => neededFor.length > 0);
}

/**
 * What an account lacks of what it takes: of a capability, where it lacks any of that; else of all that can be done, and
 * of what is needed to look at it.
 */
export function missingAt(platform: OfPlatform, granted: string[] | null, capability?: Capability): string[] {
  const ofCapability = capability ? missingFor(platform, capability, granted) : [];
  if (ofCapability.length > 0) return ofCapability;
  const ofCapabilities = missingPermissions(platform, granted).map(({ scope }) => scope);
  return [...new Set([...missingNeeds(platform, granted), ...ofCapabilities])];
}

/** What can be done at a platform. */
export const capabilitiesOf = ({ capabilities }: Pick<Platform, 'capabilities'>): Capability[] =>
  Object.keys(capabilities) as Capability[];

/** What can be done with an account: figures as far as anything of them is allowed, everything else where all of it is. */
export const givenCapabilities = (platform: OfPlatform, granted: string[] | null): Capability[] =>
  capabilitiesOf(platform).filter((capability) => {
    const missing = missingFor(platform, capability, granted).length;
    return capability === 'insights'
      ? missing < (platform.capabilities.insights?.length ?? 0)
      : missing === 0;
  });

/** Whether nothing at all can be done with an account, because its person allowed nothing of it. */
export const isUseless = (platform: OfPlatform, granted: string[] | null): boolean =>
  missingPermissions(platform, granted).length > 0 && givenCapabilities(platform, granted).length === 0;

/** Whether a call may ask for what `scope` opens: also where nobody knows whether it was granted. */
export const mayAsk = ({ scopes }: Pick<AccountCall, 'scopes'>, scope: string): boolean =>
  scopes?.includes(scope) ?? true;
