import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { NeedsReauthorization, PermissionMissing, Rejected, unreadable } from './errors.ts';
import { missingNeeds } from './permissions.ts';
import type { AppCall } from './credentials.ts';
import type { Platform, TokenGrant } from './platform.ts';
import type { RegisteredPlatform } from './registry.ts';

/** RFC 7636: a verifier to keep, and the challenge to send; null where the platform takes none. */
export function newPkce({ oauth }: Platform): { verifier: string; challenge: string } | null {
  if (oauth.pkce === 'none') return null;
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256')
    .update(verifier)
    .digest(oauth.pkceEncoding ?? 'base64url');
  return { verifier, challenge };
}

/** The address of a platform's consent page. `codeChallenge` is PKCE's; null where the platform takes none. */
export function authorizationUrl(
  { platform, settings }: RegisteredPlatform,
  { state, codeChallenge }: { state: string; codeChallenge: string | null },
): string {
  const {
    authorize,
    scopes,
    scopeSeparator,
    clientIdParameter = 'client_id',
    authorizeParameters = {},
  } = platform.oauth;
  const base = (settings.hosts[authorize.host] ?? '').replace(/\/+$/, '');
  const url = new URL(base + authorize.path.replace('{version}', settings.version));
  const parameters = {
    [clientIdParameter]: settings.clientId,
    redirect_uri: settings.redirectUri,
    response_type: 'code',
    scope: Object.keys(scopes).join(scopeSeparator),
    state,
    ...(codeChallenge && { code_challenge: codeChallenge, code_challenge_method: 'S256' }),
    ...authorizeParameters,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Redeems a code. @throws the platform's failures; {Rejected} when the code is used, expired or for another request;
 * {PermissionMissing} when the person left out what is needed.
 */
export async function redeemCode(
  platform: Platform,
  app: AppCall,
  request: { code: string; redirectUri: string; codeVerifier: string | null },
): Promise<TokenGrant> {
  const grant = await askToken(platform, app, {
    grant_type: 'authorization_code',
    // Meta's redirects end with #_ (or #_=_), which people copy along.
    code: request.code.replace(/#_(=_)?$/, ''),
    redirect_uri: request.redirectUri,
    code_verifier: request.codeVerifier ?? undefined,
  });
  return settleGrant(platform, app, grant);
}

/**
 * A fresh grant as it is kept: exchanged for one that lives, where the platform has that, and with the scopes that its
 * person allowed. @throws the platform's failures; {PermissionMissing} when something that is needed is not among them.
 */
export async function settleGrant(platform: Platform, app: AppCall, grant: TokenGrant): Promise<TokenGrant> {
  // Told before the exchange, which a platform refuses without saying what is missing.
  requireScopes(platform, grant.scopes);
  const settled = platform.exchange ? await platform.exchange(app, grant) : grant;
  const call = { ...app, accessToken: settled.accessToken };
  const scopes = settled.scopes ?? (await platform.grantedScopes?.(call)) ?? null;
  requireScopes(platform, scopes);
  return { ...settled, scopes };
}

function requireScopes(platform: Platform, granted: string[] | null): void {
  const missing = missingNeeds(platform, granted);
  if (missing.length > 0)
    throw new PermissionMissing(`${platform.name} granted less than is needed`, missing);
}

/** RFC 6749, 5.2: the app's own id or secret is refused. That is our configuration's fault, and no owner can mend it. */
export const isRefusedClient = (error: unknown): boolean =>
  error instanceof Rejected && ['invalid_client', 'unauthorized_client'].includes(error.code);

/** RFC 6749, 5.2, or the platform's own word for it: the refresh token is used up, expired or revoked. */
const isRefusedGrant = ({ oauth }: Platform, error: unknown): boolean =>
  error instanceof Rejected && ['invalid_grant', oauth.refusedGrant].includes(error.code);

/**
 * Keeps a token alive. @throws {NeedsReauthorization} when the platform refuses the refresh token itself: its owner must
 * consent again; {Rejected} when it refuses the call: its owner can mend nothing; {Unavailable} 'unknown' when the answer
 * was lost, after which a rotating refresh token may be used up.
 */
export async function refreshGrant(
  platform: Platform,
  app: AppCall,
  grant: { accessToken: string; refreshToken: string | null },
): Promise<TokenGrant> {
  if (platform.oauth.refreshing === 'none')
    throw new NeedsReauthorization(`${platform.name} has no way to refresh`);
  if (platform.oauth.refreshing === 'exchange' && platform.refresh) return platform.refresh(app, grant);
  if (!grant.refreshToken) throw new NeedsReauthorization('there is no refresh token');
  try {
    return await askToken(platform, app, { grant_type: 'refresh_token', refresh_token: grant.refreshToken });
  } catch (error) {
    if (isRefusedGrant(platform, error)) throw new NeedsReauthorization(error as Rejected);
    // An access token was not sent: what calls one refused did not understand the call, or is not the platform.
    if (error instanceof NeedsReauthorization) throw new Rejected(error, 'refresh_not_understood');
    throw error;
  }
}

/**
 * Ends a grant at the platform: by its own call, or by RFC 7009, with the refresh token where there is one, for with it
 * the whole grant ends. False where the platform has neither. @throws the platform's failures.
 */
export async function revokeGrant(
  platform: Platform,
  app: AppCall,
  account: { accessToken: string; refreshToken: string | null; externalId: string },
): Promise<boolean> {
  const { accessToken, refreshToken, externalId } = account;
  if (platform.revoke) {
    await platform.revoke(app, { http: app.http, accessToken, externalId });
    return true;
  }
  const { revoke } = platform.oauth;
  if (!revoke) return false;
  await app.http.send({
    method: 'POST',
    ...revoke,
    ...authenticated(platform, app, {
      token: refreshToken ?? accessToken,
      token_type_hint: refreshToken ? 'refresh_token' : 'access_token',
    }),
  });
  return true;
}

/** Members of RFC 6749, 5.1, and how vendors spell the lifetime of a refresh token. */
const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().positive().nullish(),
  refresh_expires_in: z.coerce.number().positive().nullish(),
  refresh_token_expires_in: z.coerce.number().positive().nullish(),
  scope: z.union([z.string(), z.array(z.string())]).nullish(),
  /** Instagram's word for scope. */
  permissions: z.union([z.string(), z.array(z.string())]).nullish(),
});

async function askToken(
  platform: Platform,
  app: AppCall,
  form: Record<string, string | undefined>,
): Promise<TokenGrant> {
  const request = authenticated(platform, app, form);
  const answer = await app.http.send({ method: 'POST', ...platform.oauth.token, ...request });
  return readGrant(answer.json);
}

/** A form for a platform's OAuth server, with the app's id and secret where it wants them. */
function authenticated(
  { oauth: { clientAuthentication, clientIdParameter = 'client_id' } }: Platform,
  { clientId, clientSecret }: AppCall,
  form: Record<string, string | undefined>,
) {
  if (clientAuthentication === 'basic') return { form, basic: { user: clientId, password: clientSecret } };
  return { form: { ...form, [clientIdParameter]: clientId, client_secret: clientSecret } };
}

/** A token answer in the words of RFC 6749. @throws {Unavailable} 'unknown' when it is none. */
export function readGrant(body: unknown): TokenGrant {
  const result = TokenAnswer.safeParse(unwrapped(body));
  if (!result.success) throw unreadable('the token endpoint answered no token');
  const { access_token, refresh_token, expires_in, refresh_expires_in, refresh_token_expires_in } =
    result.data;
  const scope = result.data.scope ?? result.data.permissions;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    expiresInSeconds: expires_in ?? null,
    refreshExpiresInSeconds: refresh_expires_in ?? refresh_token_expires_in ?? null,
    scopes: typeof scope === 'string' ? scope.split(/[ ,]+/).filter(Boolean) : (scope ?? null),
  };
}

/** Instagram's documentation also shows its answer as the one element of `data`. */
function unwrapped(body: unknown): unknown {
  const list = z.object({ data: z.array(z.unknown()).length(1) }).safeParse(body);
  return list.success ? list.data.data[0] : body;
}
