import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { holdsOfConnection } from '../../commands/connections/holdCalls.ts';
import { conflict } from '../../contracts/refusal.ts';
import { BusinessProfile, BusinessProfileQuery } from '../../contracts/whatsapp.ts';
import { findConnectionWithHold } from '../../db/connections.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
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
  const { http } = heldCalls({ registered, ...holdsOfConnection(found) });
  const call = { http, accessToken: tokens.accessToken, externalId: found.connection.externalId };
  return callPlatform(registered, services, 'token', async () => {
    const number = await platform.profile(call);
    const shown = await platform.messages?.businessProfile?.(call);
    return {
      business_name: number.displayName,
      phone_number: phoneNumberOf(number.username),
      address: shown?.address ?? null,
      description: shown?.description ?? null,
    };
  });
}
