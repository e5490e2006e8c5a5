import { Refusal } from '../../contracts/refusal.ts';
import { isPostAddress } from '../../platforms/postAddress.ts';
import type { Registry } from '../../platforms/registry.ts';

/** @throws {Refusal} at `url`, where no post of the platform can stand at the address */
export function needPostAddress(platforms: Registry, platformId: string, address: string): void {
  const registered = platforms.find(platformId);
  if (!registered || isPostAddress(registered, address)) return;
  throw new Refusal('invalid', 'invalid_request', {
    parameters: {
      platform: registered.platform.name,
      sites: registered.platform.publish?.sites.join(', ') ?? '–',
    },
    fields: { url: ['not_an_address_of_platform'] },
  });
}
