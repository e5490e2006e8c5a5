import { holdsOfApp } from '../../commands/connections/holdCalls.ts';
import { CredentialsAnswer, ValidateCredentialsRequest } from '../../contracts/instagram.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
import type { Profile } from '../../platforms/platform.ts';
import { findProfile, readPermissions } from '../consent/givenToken.ts';
import { callPlatform, requirePlatform } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';

export const validateCredentials = endpoint({
  method: 'POST',
  path: '/api/instagram/validate-credentials',
  summary: 'Ask Instagram whether a token opens an account, and what it allows; nothing is kept',
  tag: 'Instagram',
  access: 'editor',
  body: ValidateCredentialsRequest,
  answers: { 200: CredentialsAnswer },
  async handle({ body, services, locale }) {
    const registered = requirePlatform(services, 'instagram');
    const { platform } = registered;
    const { http } = heldCalls({ registered, ...(await holdsOfApp(platform.id)) });
    const call = { http, accessToken: body.access_token, externalId: body.page_id };
    const profile = await callPlatform(registered, services, 'token', () => findProfile(platform, call));
    if (!profile) return ok(invalid('token_refused', null, locale));
    if (profile.externalId !== body.page_id) return ok(invalid('other_account', profile, locale));
    return ok({
      valid: true,
      page_name: profile.displayName,
      page_id: profile.externalId,
      permissions: await readPermissions(platform.provenScopes?.(call)),
      reason: null,
      message: null,
    });
  },
});

function invalid(reason: 'token_refused' | 'other_account', profile: Profile | null, locale: Locale) {
  const account = { account: profile?.username ?? '', id: profile?.externalId ?? '' };
  return {
    valid: false,
    page_name: profile?.displayName ?? null,
    page_id: profile?.externalId ?? null,
    permissions: null,
    reason,
    message: say(locale, `credentials_${reason}`, account),
  };
}
