import { Refusal } from '../../contracts/refusal.ts';
import { isPostAddress } from '../../platforms/postAddress.ts';
import type { Registry } from '../../platforms/registry.ts';

/** An account by its platform and the name that people know it by there. */
interface NamedAccount {
  platform: string;
  username: string | null;
}

/**
 * The platform's id of the post at an address; null where the address does not tell it.
 * @throws {Refusal} at `url`, where no post of the platform can stand at the address, or only another account's
 */
export function needPostAddress(
  platforms: Registry,
  { platform: platformId, username }: NamedAccount,
  address: string,
): string | null {
  const registered = platforms.find(platformId);
  if (!registered) return null;
  const { name, publish } = registered.platform;
  const refuse = (code: string) =>
    new Refusal('invalid', 'invalid_request', {
      parameters: { platform: name, account: username ?? '–', sites: publish?.sites.join(', ') ?? '–' },
      fields: { url: [code] },
    });
  if (!isPostAddress(registered, address)) throw refuse('not_an_address_of_platform');
  const told = publish?.addressed?.(new URL(address)) ?? null;
  if (told?.username && username && told.username.toLowerCase() !== username.replace(/^@/, '').toLowerCase())
    throw refuse('address_of_another_account');
  return told?.id ?? null;
}
