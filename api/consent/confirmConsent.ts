import { takeConfirmedConsent } from '../../commands/connections/consents.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { Services } from '../services.ts';
import { redeemConsent } from './finishConsent.ts';
import { requirePlatform } from './platforms.ts';

interface Confirmation {
  platformId: string;
  confirmation: string;
  userId: string;
  /** Whether accounts of other projects are taken over, beside what was said at the beginning. */
  force: boolean;
}

/**
 * Connects what waits for the confirmation of the person who began. @throws {Refusal} account_connected_elsewhere, after
 * which the same confirmation works once more, with `force`
 */
export async function confirmConsent(
  services: Services,
  { platformId, confirmation, userId, force }: Confirmation,
): Promise<Connection[]> {
  const { platform } = requirePlatform(services, platformId);
  const consent = await takeConfirmedConsent(services.vault, { platform: platform.id, confirmation, userId });
  return redeemConsent(services, { ...consent, force: consent.force || force }, confirmation);
}
