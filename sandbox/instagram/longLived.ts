import { appOf } from '../social/apps.ts';
import { daySeconds } from '../social/clock.ts';
import type { Call, OpenEndpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { required } from '../social/tokenEndpoint.ts';
import { findToken, isExpired, issueToken, type Token } from '../social/tokens.ts';

/** A code's token lives an hour; a long-lived one 60 days. */
export const shortLifetimeSeconds = 3600;
const longLifetimeSeconds = 60 * daySeconds;

/** https://developers.facebook.com/docs/instagram-platform/reference/access_token */
export const exchangeToken: OpenEndpoint = {
  method: 'GET',
  path: '/graph/access_token',
  handle(call) {
    expectGrantType(call, 'ig_exchange_token');
    const secret = required(call.query, 'client_secret');
    const token = readToken(call);
    if (appOf(call.store, call.platform.name, token.grant.clientId).clientSecret !== secret) {
      throw new Refused('wrong_secret', 'Error validating client secret.');
    }
    if (isLongLived(token)) {
      throw new Refused('invalid_parameter', 'The access token is not a short-lived one.');
    }
    answerLongLived(call, token);
  },
};

/** https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token */
export const refreshToken: OpenEndpoint = {
  method: 'GET',
  path: '/graph/refresh_access_token',
  handle(call) {
    expectGrantType(call, 'ig_refresh_token');
    const token = readToken(call);
    if (!isLongLived(token)) {
      throw new Refused('invalid_parameter', 'The access token is not a long-lived one.');
    }
    if (call.now - token.createdAt < daySeconds * 1000) {
      throw new Refused('invalid_parameter', 'The access token is not 24 hours old yet.');
    }
    answerLongLived(call, token);
  },
};

const isLongLived = ({ createdAt, expiresAt }: Token): boolean =>
  expiresAt === null || expiresAt - createdAt > shortLifetimeSeconds * 1000;

function expectGrantType({ query }: Call, expected: string): void {
  if (required(query, 'grant_type') !== expected) {
    throw new Refused('unsupported_grant_type', `Invalid grant_type: ${expected} is expected`);
  }
}

/** @throws {Refused} when the token is unknown, revoked, expired, or may not read the account. */
function readToken(call: Call): Token {
  const token = findToken(call.store, call.platform.name, required(call.query, 'access_token'));
  if (!token) throw new Refused('unknown_token', 'Invalid OAuth access token - Cannot parse access token');
  if (token.revokedAt !== null) throw new Refused('revoked_token', 'The access token is revoked.');
  if (isExpired(call.store, token)) throw new Refused('expired_token', 'The access token is expired.');
  if (!token.grant.scopes.includes('instagram_business_basic')) {
    throw new Refused('missing_scope', 'Application does not have permission for this action');
  }
  return token;
}

function answerLongLived({ ctx, store }: Call, { grant }: Token): void {
  const lifetimeSeconds = longLifetimeSeconds;
  ctx.body = {
    access_token: issueToken(store, grant, { kind: 'access', lifetimeSeconds, prefix: 'IGAA' }),
    ...{ token_type: 'bearer', expires_in: lifetimeSeconds, permissions: grant.scopes.join(',') },
  };
}
