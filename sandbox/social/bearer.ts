import type { RouterContext } from '@koa/router';
import { findAccount } from './accounts.ts';
import type { AccountCall, Call, Endpoint } from './platform.ts';
import { Refused } from './refused.ts';
import { findToken, isExpired } from './tokens.ts';

/** The token of the header Authorization: Bearer. */
export const bearerOf = (ctx: RouterContext): string | null =>
  /^Bearer +([\w.~+/=|-]+)$/i.exec(ctx.get('authorization'))?.[1] ?? null;

/** The token that a call carries, where its platform looks for one. */
export const tokenOfCall = (call: Call): string | null =>
  call.platform.tokenOf ? call.platform.tokenOf(call) : bearerOf(call.ctx);

/** The id of the account that a call's token is of, whether or not it is still valid; '' when it is of none. */
export function callerOf(call: Call): string {
  const token = tokenOfCall(call);
  return (token && findToken(call.store, call.platform.name, token)?.grant.accountId) ?? '';
}

/** @throws {Refused} when the call's token is missing, unknown, expired, revoked or not for this. */
export function authenticate(call: Call, endpoint: Pick<Endpoint, 'scopes' | 'kinds'>): AccountCall {
  const { store, platform } = call;
  const text = tokenOfCall(call);
  if (!text) throw new Refused('missing_token', 'There is no access token.');
  const token = findToken(store, platform.name, text);
  if (!token || !(endpoint.kinds ?? ['access']).includes(token.kind)) {
    throw new Refused('unknown_token', 'The access token is invalid.');
  }
  if (token.revokedAt !== null) throw new Refused('revoked_token', 'The access token is revoked.');
  if (isExpired(store, token)) throw new Refused('expired_token', 'The access token is expired.');
  const account = findAccount(store, platform.name, token.grant.accountId);
  if (!account) throw new Refused('unknown_token', 'The account is gone.');
  const { scopes } = token.grant;
  if (endpoint.scopes && !endpoint.scopes.some((scope) => scopes.includes(scope))) {
    throw new Refused('missing_scope', `One of these scopes is needed: ${endpoint.scopes.join(', ')}.`);
  }
  return { ...call, token, account, scopes };
}
