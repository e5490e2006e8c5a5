import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { holdAccount, holdPlatform } from '../../commands/connections/holdCalls.ts';
import { conflict, Refusal } from '../../contracts/refusal.ts';
import { BusinessProfile, BusinessProfileQuery } from '../../contracts/whatsapp.ts';
import { findConnectionWithHold } from '../../db/connections.ts';
import { appCall } from '../../platforms/calls.ts';
import { holdOf, type Hold } from '../../platforms/usage.ts';
import { callPlatform, requirePlatform } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import type { Services } from '../services.ts';
import { needNumber } from './account.ts';
import { phoneNumberOf } from './phoneNumber.ts';

export const businessProfile = endpoint({
  method: 'GET',
  path: '/api/whatsapp/business-profile',
  summary: 'What WhatsApp shows customers of the business',
  tag: 'WhatsApp',
  access: 'viewer',
  query: BusinessProfileQuery,
  answers: { 200: BusinessProfile },
  refuses: [409],
  async handle({ query, project, services, locale }) {
    const number = await needNumber(project, query.connection_id, locale);
    return ok(await readProfile(number.id, services));
  },
});

/**
 * Asks WhatsApp. A call that only reads, with the token as it is: WhatsApp's do not end by time, and are never refreshed.
 * While WhatsApp asked to wait, nothing is asked. @throws {Refusal} as WhatsApp refuses, or cannot be reached
 */
async function readProfile(connectionId: string, services: Services) {
  const registered = requirePlatform(services, 'whatsapp');
  const { platform } = registered;
  const found = await findConnectionWithHold(connectionId);
  const tokens = found && openTokens(services.vault, found.connection);
  if (!tokens) throw conflict('no_connection', { platform: platform.name, path: '/api/social-accounts/' });
  refuseWhileHeld([found.connection.heldUntil, found.platformHeldUntil], platform.name);

  const holds: Hold[] = [];
  const { http } = appCall(registered, (answer, failure) => {
    const hold = holdOf(answer, failure, new Date());
    if (hold) holds.push(hold);
  });
  const call = { http, accessToken: tokens.accessToken, externalId: found.connection.externalId };
  try {
    return await callPlatform(registered, services, 'token', async () => {
      const number = await platform.profile(call);
      const shown = await platform.messages?.businessProfile?.(call);
      return {
        business_name: number.displayName,
        phone_number: phoneNumberOf(number.username),
        address: shown?.address ?? null,
        description: shown?.description ?? null,
      };
    });
  } finally {
    for (const { scope, until } of holds)
      await (scope === 'app' ? holdPlatform(platform.id, until) : holdAccount(connectionId, until));
  }
}

function refuseWhileHeld(holds: (Date | null)[], platform: string): void {
  const until = Math.max(...holds.map((hold) => hold?.getTime() ?? 0));
  if (until <= Date.now()) return;
  const retryAfterSeconds = Math.ceil((until - Date.now()) / 1000);
  throw new Refusal('unavailable', 'platform_busy', { parameters: { platform }, retryAfterSeconds });
}
