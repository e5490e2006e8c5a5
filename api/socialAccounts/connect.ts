import { beginConsent } from '../../commands/connections/consents.ts';
import { AuthorizationUrl, ConnectQuery } from '../../contracts/connecting.ts';
import { PlatformParams } from '../../contracts/connections.ts';
import { authorizationUrl, newPkce } from '../../platforms/oauth.ts';
import { keepNonce } from '../consent/browser.ts';
import { requirePlatform } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';

export const connect = endpoint({
  method: 'GET',
  path: '/api/social-accounts/connect/{platform}',
  summary: 'Begin to connect an account: the address where its owner consents, good for ten minutes',
  tag: 'Social accounts',
  access: 'editor',
  params: PlatformParams,
  query: ConnectQuery,
  answers: { 200: AuthorizationUrl },
  async handle({ params, query, caller, project, services, cookie }) {
    const registered = requirePlatform(services, params.platform);
    const { platform, settings } = registered;
    const { nonce, setCookie } = keepNonce(services.config, cookie);
    const pkce = newPkce(platform);
    const state = await beginConsent(services.vault, {
      platform: platform.id,
      projectId: project.id,
      userId: caller.userId,
      sessionId: caller.sessionId,
      nonce,
      codeVerifier: pkce?.verifier ?? null,
      redirectUri: settings.redirectUri,
      force: query.force === 'true',
    });
    const address = authorizationUrl(registered, { state, codeChallenge: pkce?.challenge ?? null });
    return ok({ authorization_url: address }, { 'Set-Cookie': setCookie, 'Cache-Control': 'no-store' });
  },
});
