import { freshTokens } from '../../commands/connectionTokens.ts';
import type { OpenedAccount } from '../../commands/connectAccounts.ts';
import { conflict, Refusal } from '../../contracts/refusal.ts';
import { appCall } from '../../platforms/calls.ts';
import { redeemCode } from '../../platforms/oauth.ts';
import type { Profile, TokenGrant } from '../../platforms/platform.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';

/** Redeems a code for the accounts that it opens. @throws the platform's failures; {Refusal} no_account_found */
export async function openByCode(
  registered: RegisteredPlatform,
  request: { code: string; redirectUri: string; codeVerifier: string | null },
): Promise<OpenedAccount[]> {
  const app = appCall(registered);
  const grant = await redeemCode(registered.platform, app, request);
  return openAll(registered, grant, new Date());
}

/**
 * The accounts that an access token opens which a client brought; only `externalId` where one is named. A short-lived
 * token is exchanged. @throws the platform's failures; {Refusal} account_mismatch, no_account_found
 */
export async function openByToken(
  registered: RegisteredPlatform,
  { accessToken, externalId }: { accessToken: string; externalId: string | null },
): Promise<OpenedAccount[]> {
  const { platform } = registered;
  const app = appCall(registered);
  const brought = {
    accessToken,
    refreshToken: null,
    expiresInSeconds: null,
    refreshExpiresInSeconds: null,
    scopes: null,
  };
  const grant = platform.exchange ? await platform.exchange(app, brought) : brought;
  const now = new Date();
  if (externalId === null) return openAll(registered, grant, now);
  const call = { http: app.http, accessToken: grant.accessToken, externalId };
  const profile = await platform.profile(call);
  if (profile.externalId !== externalId) throw new Refusal('invalid', 'account_mismatch');
  return [opened(profile, grant, now)];
}

async function openAll(
  registered: RegisteredPlatform,
  grant: TokenGrant,
  now: Date,
): Promise<OpenedAccount[]> {
  const { platform } = registered;
  const profiles = await platform.accounts({ ...appCall(registered), accessToken: grant.accessToken });
  if (profiles.length === 0) throw conflict('no_account_found', { platform: platform.name });
  return profiles.map((profile) => opened(profile, grant, now));
}

/** An account has the consent's tokens, or its own. */
function opened({ grant: own, ...profile }: Profile, grant: TokenGrant, now: Date): OpenedAccount {
  const { externalId, username, displayName, profileUrl, avatarUrl } = profile;
  return {
    ...{ externalId, username, displayName, profileUrl, avatarUrl },
    scopes: own?.scopes ?? grant.scopes,
    tokens: freshTokens(own ?? grant, now),
  };
}
