import { isIP } from 'node:net';
import { isPublicAddress } from '../media/publicAddress.ts';
import type { Registry } from '../platforms/registry.ts';
import type { Logger } from '../runtime/logger.ts';

/**
 * Tells the operator where nothing with media can be published: platforms fetch pictures and films from PUBLIC_URL, and
 * cannot reach this machine under a private address. The sandbox can.
 */
export function warnOfPrivateAddress(
  platforms: Registry,
  publicUrl: string,
  log: Pick<Logger, 'warn'>,
): void {
  const fetching = platforms
    .all()
    .filter(({ platform, settings }) => platform.publish?.fetchesMedia && settings.state === 'configured')
    .map(({ platform }) => platform.name);
  if (fetching.length === 0 || !isPrivate(new URL(publicUrl).hostname)) return;
  const names = new Intl.ListFormat('en').format(fetching);
  log.warn(
    { publicUrl },
    `${names} fetch pictures and films from PUBLIC_URL: set it to an address that the world reaches`,
  );
}

function isPrivate(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare)
    ? !isPublicAddress(bare)
    : !bare.includes('.') || /\.(localhost|local|internal)$/.test(bare);
}
