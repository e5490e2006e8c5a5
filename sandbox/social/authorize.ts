import type { Store } from '../store.ts';
import { acceptsRedirect, appOf, type App } from './apps.ts';
import { readChallenge, type Challenge } from './pkce.ts';
import type { Platform } from './platform.ts';
import { Refused } from './refused.ts';

/** An authorisation request that the platform would show its consent page for. */
export interface AuthorizationRequest {
  app: App;
  redirectUri: string;
  scopes: string[];
  state: string | null;
  challenge: Challenge | null;
  query: URLSearchParams;
}

/** Whom the answer goes to: known before the rest is looked at, for only a registered address may hear of errors. */
export function readRecipient(store: Store, platform: Platform, query: URLSearchParams) {
  const clientIdParameter = platform.authorization.clientIdParameter ?? 'client_id';
  const clientId = query.get(clientIdParameter);
  if (!clientId) throw new Refused('missing_parameter', `The parameter ${clientIdParameter} is missing.`);
  const app = appOf(store, platform.name, clientId);
  const redirectUri = query.get('redirect_uri');
  if (!redirectUri) throw new Refused('missing_parameter', 'The parameter redirect_uri is missing.');
  if (!acceptsRedirect(platform.name, app, redirectUri)) {
    throw new Refused('unregistered_redirect_uri', 'The redirect_uri is not registered for this app.');
  }
  return { app, redirectUri };
}

/** @throws {Refused} when the platform would not ask its person for consent. */
export function readRequest(
  recipient: { app: App; redirectUri: string },
  { authorization }: Platform,
  query: URLSearchParams,
): AuthorizationRequest {
  const type = query.get('response_type') ?? (authorization.responseTypeOptional ? 'code' : null);
  if (type !== 'code') {
    throw new Refused('unsupported_response_type', 'The response_type must be code.');
  }
  const named = (query.get('scope') ?? '').split(authorization.separator).filter(Boolean);
  const scopes = named.length > 0 ? named : (authorization.defaultScopes ?? []);
  if (scopes.length === 0) throw new Refused('unknown_scope', 'The scope is missing.');
  const unknown = scopes.find((scope) => !Object.hasOwn(authorization.scopes, scope));
  if (unknown !== undefined) throw new Refused('unknown_scope', `The scope "${unknown}" is unknown.`);
  const state = query.get('state');
  if (!state && authorization.stateRequired) {
    throw new Refused('missing_parameter', 'The parameter state is missing.');
  }
  authorization.check?.(query);
  const challenge = readChallenge(query, authorization.pkce);
  return { ...recipient, scopes: [...new Set(scopes)], state, challenge, query };
}

/** A registered address with what the answer adds to its query. */
export function addressWith(
  redirectUri: string,
  parameters: Record<string, string | null>,
  fragment?: string,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  if (fragment !== undefined) url.hash = fragment;
  return url.href;
}
