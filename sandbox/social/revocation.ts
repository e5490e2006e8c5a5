import { revokeGrant } from './grants.ts';
import type { Call, Revocation } from './platform.ts';
import type { Service } from './serve.ts';
import { authenticateApp, fieldsOf, required } from './tokenEndpoint.ts';
import { Refused } from './refused.ts';
import { findToken, isExpired, revokeToken } from './tokens.ts';

/** Where a platform ends tokens. One that it does not know is no error (RFC 7009, section 2.2). */
export const revocationService = (revocation: Revocation): Service => {
  const { tokenParameter = 'token', clientAuthentication, ends } = revocation;
  const tokenIn = ({ form, query }: Call) => form.get(tokenParameter) ?? query.get(tokenParameter) ?? '';
  return {
    subject: (call) => {
      const grant = findToken(call.store, call.platform.name, tokenIn(call))?.grant;
      return ['revoke', grant?.accountId].filter(Boolean).join(' ');
    },
    key: tokenIn,
    work(call) {
      const { store, platform, ctx } = call;
      const fields = fieldsOf(call, platform.tokens);
      const app =
        clientAuthentication === 'none' ? null : authenticateApp(call, fields, clientAuthentication);
      const text = required(fields, tokenParameter);
      const token = findToken(store, platform.name, text);
      if (token && revocation.refusesExpired && isExpired(store, token))
        throw new Refused('expired_token', 'The token is expired.');
      if (token && (app === null || token.grant.clientId === app.clientId)) {
        if (ends === 'grant') revokeGrant(store, token.grant.id);
        else revokeToken(store, text);
      }
      revocation.answer(ctx);
    },
    refuse: (call, refused) => call.platform.refuseOAuth(call, refused),
    tokenFaults: { expired_token: 'expired_refresh_token', revoked_token: 'revoked_refresh_token' },
  };
};
