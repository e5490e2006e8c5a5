import type Router from '@koa/router';
import { platformFaults } from '../faults.ts';
import type { StandIn } from '../standIn.ts';
import type { Store } from '../store.ts';
import { addAccounts } from './accounts.ts';
import { authenticate, callerOf, tokenOfCall } from './bearer.ts';
import { mountConsent } from './consent.ts';
import type { Endpoint, OpenEndpoint, Platform, Purpose } from './platform.ts';
import { countCall } from './rates.ts';
import { Refused } from './refused.ts';
import { revocationService } from './revocation.ts';
import { serve, type Service } from './serve.ts';
import { tokenService } from './tokenEndpoint.ts';
import { createSocialTables } from './tables.ts';

/** A platform that is stood in for. */
export interface PlatformStandIn extends StandIn {
  platform: Platform;
}

/** Makes a stand-in of a platform's description: consent, tokens, revocation and its API on the shared engine. */
export function definePlatformStandIn(platform: Platform): PlatformStandIn {
  const hosts = Object.entries(platform.hosts).map(([name, host]) => `/${name} is ${host}`);
  return {
    platform,
    name: platform.name,
    base: `/${platform.name}`,
    about: `${platform.title}: ${hosts.join(', ')}`,
    faults: platformFaults,
    mount: (router, store) => mountPlatform(router, store, platform),
  };
}

function mountPlatform(router: Router, store: Store, platform: Platform): void {
  createSocialTables(store);
  addAccounts(store, platform.name, platform.accounts);
  mountConsent(router, store, platform);
  const { tokens, revocation, endpoints, openEndpoints = [] } = platform;
  const add = (method: string, path: string, service: Service) =>
    router.register(`/${platform.name}${path}`, [method], (ctx) => serve(ctx, store, platform, service));
  for (const method of tokens.methods ?? ['POST']) add(method, tokens.path, tokenService);
  if (revocation) add(revocation.method ?? 'POST', revocation.path, revocationService(revocation));
  for (const open of openEndpoints) add(open.method, open.path, openService(open));
  for (const endpoint of endpoints) add(endpoint.method, endpoint.path, apiService(endpoint));
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) add(method, '/{*rest}', nothingHere);
}

const purposeOf = (purpose: Purpose): Purpose => ({
  operation: purpose.operation,
  attempt: (call) => purpose.attempt?.(call) ?? null,
  sends: (call) => purpose.sends?.(call) ?? null,
});

const apiService = (endpoint: Endpoint): Service => ({
  ...purposeOf(endpoint),
  subject: callerOf,
  key: (call) => tokenOfCall(call) ?? '',
  async work(call) {
    const authenticated = authenticate(call, endpoint);
    countCall(authenticated);
    await endpoint.handle(authenticated);
  },
  refuse: (call, refused) => call.platform.refuse(call, refused),
  tokenFaults: { expired_token: 'expired_token', revoked_token: 'revoked_token' },
});

/** A call that leads nowhere is refused in the platform's words, and journaled. */
const nothingHere: Service = {
  subject: callerOf,
  key: (call) => tokenOfCall(call) ?? '',
  work() {
    throw new Refused('not_found', 'There is nothing at this address.');
  },
  refuse: (call, refused) => call.platform.refuse(call, refused),
  tokenFaults: { expired_token: 'expired_token', revoked_token: 'revoked_token' },
};

const openService = (endpoint: OpenEndpoint): Service => ({
  ...purposeOf(endpoint),
  subject: callerOf,
  key: (call) => tokenOfCall(call) ?? '',
  work: (call) => endpoint.handle(call),
  refuse: (call, refused) => call.platform.refuseOAuth(call, refused),
  tokenFaults: { expired_token: 'expired_token', revoked_token: 'revoked_token' },
});
