import { ValidateWhatsAppRequest, WhatsAppCredentials } from '../../contracts/whatsapp.ts';
import { appCall } from '../../platforms/calls.ts';
import { NeedsReauthorization, RateLimited, Rejected, Unavailable } from '../../platforms/errors.ts';
import type { AccountCall, AppCall, Platform, Profile } from '../../platforms/platform.ts';
import { callPlatform, requirePlatform } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import { say } from '../messages/index.ts';
import { phoneNumberOf } from './phoneNumber.ts';

export const validateCredentials = endpoint({
  method: 'POST',
  path: '/api/whatsapp/validate-credentials',
  summary: 'Ask WhatsApp whether a token opens a phone number, and what it allows; nothing is kept',
  tag: 'WhatsApp',
  access: 'editor',
  body: ValidateWhatsAppRequest,
  answers: { 200: WhatsAppCredentials },
  async handle({ body, services, locale }) {
    const registered = requirePlatform(services, 'whatsapp');
    const { platform } = registered;
    const app = appCall(registered);
    const call = { http: app.http, accessToken: body.access_token, externalId: body.phone_number_id };
    const number = await callPlatform(registered, services, 'token', () => findNumber(platform, call));
    if (!number)
      return ok({
        ...{ valid: false, phone_number: null, business_name: null, permissions: null },
        reason: 'token_refused' as const,
        message: say(locale, 'whatsapp_token_refused'),
      });
    return ok({
      valid: true,
      phone_number: phoneNumberOf(number.username),
      business_name: number.displayName,
      permissions: await readPermissions(platform, { ...app, accessToken: body.access_token }),
      reason: null,
      message: null,
    });
  },
});

/** The number, where the token opens it; null where not. @throws {RateLimited} and {Unavailable} */
async function findNumber(platform: Platform, call: AccountCall): Promise<Profile | null> {
  try {
    return await platform.profile(call);
  } catch (error) {
    if (error instanceof NeedsReauthorization || error instanceof Rejected) return null;
    throw error;
  }
}

/** What was granted; null where WhatsApp tells our app nothing of the token: it may be another app's. */
async function readPermissions(
  platform: Platform,
  call: AppCall & Pick<AccountCall, 'accessToken'>,
): Promise<string[] | null> {
  try {
    return (await platform.grantedScopes?.(call)) ?? null;
  } catch (error) {
    const isPlatforms = [NeedsReauthorization, Rejected, RateLimited, Unavailable].some(
      (failure) => error instanceof failure,
    );
    if (!isPlatforms) throw error;
    return null;
  }
}
