import { holdsOfApp } from '../../commands/connections/holdCalls.ts';
import { ValidateWhatsAppRequest, WhatsAppCredentials } from '../../contracts/whatsapp.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
import { findProfile, readPermissions } from '../consent/givenToken.ts';
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
    const app = heldCalls({ registered, ...(await holdsOfApp(platform.id)) });
    const call = { http: app.http, accessToken: body.access_token, externalId: body.phone_number_id };
    const number = await callPlatform(registered, services, 'token', () => findProfile(platform, call));
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
      permissions: await readPermissions(
        platform.grantedScopes?.({ ...app, accessToken: body.access_token }),
      ),
      reason: null,
      message: null,
    });
  },
});
