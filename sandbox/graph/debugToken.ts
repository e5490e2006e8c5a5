import { appOf } from '../social/apps.ts';
import type { Call, OpenEndpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { required } from '../social/tokenEndpoint.ts';
import { findToken, isExpired, type Token } from '../social/tokens.ts';
import { graphTokenOf } from './request.ts';

/**
 * What a token is and opens, told to the app that it was given to:
 * https://developers.facebook.com/docs/graph-api/reference/debug_token. `targetsOf` names what each scope is for.
 */
export const debugToken = (
  type: 'USER' | 'SYSTEM_USER',
  targetsOf: (call: Call, token: Token) => string[],
): OpenEndpoint => ({
  method: 'GET',
  path: '/graph/:version/debug_token',
  handle(call) {
    const appId = authenticatedApp(call);
    const token = findToken(call.store, call.platform.name, required(call.query, 'input_token'));
    if (token && token.grant.clientId !== appId) {
      throw new Refused('invalid_parameter', 'The App_id in the input_token did not match the Viewing App');
    }
    call.ctx.body = { data: token ? describe(call, token, type, targetsOf(call, token)) : unreadable };
  },
});

const unreadable = {
  error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
  ...{ is_valid: false, scopes: [] },
};

function describe(call: Call, token: Token, type: string, targets: string[]): object {
  const { grant, expiresAt, createdAt, revokedAt } = token;
  const over = revokedAt !== null ? 460 : isExpired(call.store, token) ? 463 : null;
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return {
    ...{ app_id: grant.clientId, application: grant.clientId, data_access_expires_at: 0 },
    type: token.subject === null ? type : 'PAGE',
    ...(over && {
      error: { code: 190, message: 'Error validating access token: Session is over.', subcode: over },
    }),
    expires_at: expiresAt === null ? 0 : seconds(expiresAt),
    ...{ is_valid: over === null, issued_at: seconds(createdAt), scopes: grant.scopes },
    granular_scopes: grant.scopes.map((scope) => ({ scope, target_ids: targets })),
    user_id: grant.accountId,
  };
}

/** The app whose token `id|secret` the call carries: https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens */
export function authenticatedApp(call: Call): string {
  const text = graphTokenOf(call);
  if (!text) throw new Refused('missing_token', 'There is no access token.');
  const [clientId = '', secret] = text.split('|');
  if (secret === undefined) {
    throw new Refused(
      'invalid_parameter',
      'You must provide an app access token, or a user access token that is an owner or developer of the app',
    );
  }
  if (appOf(call.store, call.platform.name, clientId).clientSecret !== secret) {
    throw new Refused('unknown_token', 'Invalid OAuth access token signature.');
  }
  return clientId;
}
