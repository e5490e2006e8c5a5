import { freshTokens } from '../../commands/connections/connectionTokens.ts';
import type { OpenedAccount } from '../../commands/connections/connectAccounts.ts';
import { holdsOfApp } from '../../commands/connections/holdCalls.ts';
import { conflict, Refusal } from '../../contracts/refusal.ts';
import { heldCalls } from '../../platforms/heldCalls.ts';
import { redeemCode, settleGrant } from '../../platforms/oauth.ts';
import { missingFor } from '../../platforms/permissions.ts';
import type { AppCall } from '../../platforms/credentials.ts';
import type { Platform, Profile, TokenGrant } from '../../platforms/platform.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import type { Services } from '../services.ts';
import { callPlatform } from './platforms.ts';

type Log = Pick<Services, 'log'>;

/** Redeems a code for the accounts that it opens. @throws {Refusal} as the platform refuses; no_account_found */
export async function openByCode(
  services: Log,
  registered: RegisteredPlatform,
  request: { code: string; redirectUri: string; codeVerifier: string | null },
): Promise<OpenedAccount[]> {
  const app = heldCalls({ registered, ...(await holdsOfApp(registered.platform.id)) });
  const grant = await callPlatform(registered, services, 'code', () =>
    redeemCode(registered.platform, app, request),
  );
  return openAll(services, registered, app, grant);
}

/**
 * The accounts that an access token opens which a client brought; only `externalId` where one is named. A short-lived
 * token is exchanged. @throws {Refusal} as the platform refuses; account_mismatch, no_account_found
 */
export async function openByToken(
  services: Log,
  registered: RegisteredPlatform,
  { accessToken, externalId }: { accessToken: string; externalId: string | null },
): Promise<OpenedAccount[]> {
  const { platform } = registered;
  const app = heldCalls({ registered, ...(await holdsOfApp(registered.platform.id)) });
  const brought = {
    accessToken,
    refreshToken: null,
    expiresInSeconds: null,
    refreshExpiresInSeconds: null,
    scopes: null,
  };
  const grant = await callPlatform(registered, services, 'token', () => settleGrant(platform, app, brought));
  if (externalId === null) return openAll(services, registered, app, grant);
  const call = { http: app.http, accessToken: grant.accessToken, externalId, scopes: grant.scopes };
  const profile = await callPlatform(registered, services, 'accounts', () => platform.profile(call));
  if (profile.externalId !== externalId) throw new Refusal('invalid', 'account_mismatch');
  return [opened(platform, profile, grant)];
}

async function openAll(
  services: Log,
  registered: RegisteredPlatform,
  app: AppCall,
  grant: TokenGrant,
): Promise<OpenedAccount[]> {
  const { platform } = registered;
  const call = { ...app, accessToken: grant.accessToken, scopes: grant.scopes };
  const profiles = await callPlatform(registered, services, 'accounts', () => platform.accounts(call));
  if (profiles.length === 0) throw conflict('no_account_found', { platform: platform.name });
  return profiles.map((profile) => opened(platform, profile, grant));
}

/** What comes of connecting accounts of a platform, beside their own sync. */
export const effectsOf = ({ messages, oauth }: Platform) => ({
  hasInbox: messages !== undefined,
  consentReplaces: oauth.consentReplaces ?? false,
});

/** An account has the consent's tokens, or its own. */
function opened(platform: Platform, { grant: own, ...profile }: Profile, grant: TokenGrant): OpenedAccount {
  const { externalId, username, displayName, profileUrl, avatarUrl } = profile;
  const scopes = own?.scopes ?? grant.scopes;
  return {
    ...{ externalId, username, displayName, profileUrl, avatarUrl },
    scopes,
    noPublishing: missingFor(platform, 'publish', scopes).length > 0,
    tokens: freshTokens(own ?? grant, new Date()),
  };
}
