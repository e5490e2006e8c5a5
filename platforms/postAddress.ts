import type { RegisteredPlatform } from './registry.ts';

/** Whether a post of the platform can stand at an address: on the platform's own sites, or those of its stand-in. */
export function isPostAddress({ platform, settings }: RegisteredPlatform, address: string): boolean {
  const { hostname, origin, pathname, username, password } = new URL(address);
  if (username !== '' || password !== '' || pathname === '/') return false;
  const { sites = [] } = platform.publish ?? {};
  if (sites.some((site) => hostname === site || hostname.endsWith(`.${site}`))) return true;
  return (
    settings.state === 'sandbox' &&
    Object.values(settings.hosts).some((host) => new URL(host).origin === origin)
  );
}
