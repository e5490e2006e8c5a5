import { refuseGraph } from '../graph/errors.ts';
import type { Call } from '../social/platform.ts';
import type { Reason, Refused } from '../social/refused.ts';

/** 80002 is an Instagram account's own limit: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
export const refuse = refuseGraph('instagram', () => 80_002);

const messages: Partial<Record<Reason, string>> = {
  unknown_client: 'Invalid platform app',
  wrong_secret: 'Error validating client secret.',
  missing_client_authentication: 'You must provide a client_id and a client_secret',
  unknown_code: 'Matching code was not found or was already used',
  used_code: 'Matching code was not found or was already used',
  expired_code: 'This authorization code has expired',
  wrong_redirect_uri:
    'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
  unsupported_grant_type: 'Invalid grant_type',
};

/**
 * The token endpoint has an error of its own, flat; the exchanges at the Graph host have Graph's.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
 */
export function refuseOAuth(call: Call, refused: Refused): void {
  if (call.ctx.path.startsWith('/instagram/graph/')) return refuse(call, refused);
  const { reason, message } = refused;
  const status = reason === 'rate_limited' ? 429 : reason === 'server_error' ? 500 : 400;
  call.ctx.status = reason === 'unavailable' ? 503 : status;
  call.ctx.body = {
    error_type: reason === 'rate_limited' ? 'OAuthRateLimitException' : 'OAuthException',
    ...{ code: call.ctx.status, error_message: messages[reason] ?? message },
  };
}
