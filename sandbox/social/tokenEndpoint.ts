import { findAccount } from './accounts.ts';
import { appOf, type App } from './apps.ts';
import { redeemCode, grantOfCode } from './codes.ts';
import type { Grant } from './grants.ts';
import type { Call, Issued, Platform, Tokens } from './platform.ts';
import { Refused } from './refused.ts';
import type { Service } from './serve.ts';
import { findToken, issueToken, redeemRefreshToken } from './tokens.ts';

/** Where a platform exchanges codes and refresh tokens for access tokens. */
export const tokenService: Service = {
  subject: ({ store, platform, form, query }) => {
    const fields = form.size > 0 ? form : query;
    const grant =
      grantOfCode(store, fields.get('code') ?? '') ??
      findToken(store, platform.name, fields.get('refresh_token') ?? '')?.grant;
    return [fields.get('grant_type'), grant?.accountId].filter(Boolean).join(' ');
  },
  key: ({ form, query }) => form.get('code') ?? form.get('refresh_token') ?? query.get('code') ?? '',
  work: grantTokens,
  refuse: (call, refused) => call.platform.refuseOAuth(call, refused),
  tokenFaults: { expired_token: 'expired_refresh_token', revoked_token: 'revoked_refresh_token' },
};

function grantTokens(call: Call): void {
  const { store, platform } = call;
  const { tokens } = platform;
  const fields = fieldsOf(call, tokens);
  const app = authenticateApp(call, fields, tokens.clientAuthentication);
  const how = fields.get('grant_type') || (tokens.defaultGrantType ?? required(fields, 'grant_type'));
  const otherGrant = tokens.otherGrants?.[how];
  if (how === 'authorization_code') {
    const grant = redeemCode(
      store,
      {
        code: required(fields, 'code'),
        platform: platform.name,
        clientId: app.clientId,
        redirectUri: required(fields, 'redirect_uri'),
        verifier: fields.get('code_verifier'),
      },
      platform.authorization.pkce,
    );
    answer(call, tokens.answer(issueTokens(call, grant), how));
  } else if (how === 'refresh_token' && tokens.refresh) {
    const rotating = tokens.refresh.use === 'rotating';
    const text = required(fields, 'refresh_token');
    const { clientId } = app;
    const token = redeemRefreshToken(store, { token: text, platform: platform.name, clientId, rotating });
    const issued = issueTokens(call, token.grant, rotating ? null : text);
    answer(call, tokens.answer(issued, how));
  } else if (otherGrant) {
    answer(call, otherGrant(call, app, fields));
  } else {
    throw new Refused('unsupported_grant_type', 'The grant type is not supported.');
  }
}

function answer({ ctx }: Call, body: object): void {
  ctx.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
  ctx.body = body;
}

/** Issues what a grant gets: an access token, and a refresh token unless a reusable one is kept. */
export function issueTokens(
  { store, platform }: Pick<Call, 'store' | 'platform'>,
  grant: Grant,
  kept: string | null = null,
): Issued {
  const account = findAccount(store, platform.name, grant.accountId);
  if (!account) throw new Refused('unknown_code', 'The account is gone.');
  const { access, refresh } = platform.tokens;
  const kind = access.kind ?? 'access';
  const refreshes = refresh && (refresh.given?.(grant) ?? true) ? refresh : null;
  return {
    ...{ grant, account, scopes: grant.scopes },
    accessToken: issueToken(store, grant, { ...access, kind }),
    accessLifetimeSeconds: access.lifetimeSeconds,
    refreshToken: kept ?? (refreshes && issueToken(store, grant, { ...refreshes, kind: 'refresh' })),
    refreshLifetimeSeconds: refreshes?.lifetimeSeconds ?? null,
  };
}

/** The request's fields: of the form; where the platform is not strict, of JSON or the query. */
export function fieldsOf(
  { ctx, text, form, query }: Call,
  { formRequired }: Pick<Tokens, 'formRequired'>,
): URLSearchParams {
  if (ctx.is('application/x-www-form-urlencoded')) return form;
  if (formRequired) {
    throw new Refused('wrong_content_type', 'The body must be application/x-www-form-urlencoded.');
  }
  if (!ctx.is('json')) return query;
  try {
    const fields = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]));
  } catch {
    throw new Refused('missing_parameter', 'The body is malformed.');
  }
}

/** A field that must be there, once. @throws {Refused} */
export function required(fields: URLSearchParams, name: string): string {
  const [value, ...others] = fields.getAll(name);
  if (!value || others.length > 0)
    throw new Refused('missing_parameter', `The parameter ${name} is missing.`);
  return value;
}

/** The app that calls. @throws {Refused} when it does not prove itself as the platform asks. */
export function authenticateApp(
  call: Call,
  fields: URLSearchParams,
  way: Tokens['clientAuthentication'],
): App {
  const { clientId, secret } = credentialsOf(call.platform, call.ctx.get('authorization'), fields, way);
  if (!clientId || !secret) {
    throw new Refused('missing_client_authentication', 'The client did not authenticate itself.');
  }
  const app = appOf(call.store, call.platform.name, clientId);
  if (app.clientSecret !== secret) throw new Refused('wrong_secret', 'The client secret is wrong.');
  return app;
}

function credentialsOf(
  { authorization }: Platform,
  header: string,
  fields: URLSearchParams,
  way: Tokens['clientAuthentication'],
): { clientId: string | null; secret: string | null } {
  const basic = /^Basic +([\w+/=]+)$/i.exec(header)?.[1];
  if (way !== 'body' && basic !== undefined) {
    // RFC 6749, section 2.3.1: both parts are form-urlencoded before they are joined.
    const [clientId, secret = ''] = Buffer.from(basic, 'base64').toString().split(/:(.*)/s, 2);
    return { clientId: decode(clientId ?? ''), secret: decode(secret) };
  }
  if (way === 'basic') return { clientId: null, secret: null };
  const clientId = fields.get(authorization.clientIdParameter ?? 'client_id');
  return { clientId, secret: fields.get('client_secret') };
}

const decode = (text: string): string => new URLSearchParams(`x=${text}`).get('x') ?? '';
