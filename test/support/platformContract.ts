import { expect } from '@jest/globals';
import type { AccountCall, AppCall } from '../../platforms/credentials.ts';
import { createPlatformHttp, type HttpOptions } from '../../platforms/http.ts';
import { authorizationUrl, newPkce, redeemCode } from '../../platforms/oauth.ts';
import type { TokenGrant } from '../../platforms/platform.ts';
import { loadPlatforms, type RegisteredPlatform } from '../../platforms/registry.ts';
import { startTestPlatforms, type TestPlatforms } from './testPlatforms.ts';

/** Every platform on its stand-in, under whose id the sandbox must stand in for it. */
export async function startPlatformContract() {
  const sandbox = await startTestPlatforms();
  const registry = await loadPlatforms({
    environment: {},
    publicUrl: 'http://localhost:3000',
    sandboxUrl: sandbox.at(''),
  }).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  const cases = registry
    .all()
    .map((registered) => [registered.platform.name, stageOf(sandbox, registered)] as const);
  return { sandbox, cases };
}

/** What a test does at one platform. */
function stageOf(sandbox: TestPlatforms, registered: RegisteredPlatform) {
  const { control, told } = sandbox;
  const { platform, settings } = registered;
  const app = appOf(registered);

  /** What the sandbox calls the account that consents. */
  async function person(): Promise<string> {
    const [first] = await told(`accounts?platform=${platform.id}`);
    if (!first) throw new Error(`the sandbox does not stand in for ${platform.name}`);
    return first.id;
  }

  /** Consents, or does not, on the platform's page; the address that the browser is led back to. */
  async function consent(decision: 'allow' | 'deny', scopes?: string[]) {
    const pkce = newPkce(platform);
    const address = new URL(
      authorizationUrl(registered, { state: 'a state', codeChallenge: pkce?.challenge ?? null }),
    );
    const { pathname, searchParams } = address;
    const answer = await sandbox.consent(pathname, Object.fromEntries(searchParams), {
      decision,
      account: await person(),
      ...(scopes && { scopes }),
    });
    expect(answer).toMatchObject({ status: 302 });
    const query = answer.location?.searchParams;
    return {
      error: query?.get('error'),
      state: query?.get('state'),
      request: {
        code: query?.get('code') ?? '',
        redirectUri: settings.redirectUri,
        codeVerifier: pkce?.verifier ?? null,
      },
    };
  }

  const accountCall = (grant: TokenGrant, externalId: string): AccountCall => ({
    http: app.http,
    accessToken: grant.accessToken,
    externalId,
  });

  return {
    registered,
    platform,
    app,
    person,
    consent,
    accountCall,
    /** Connects the person's first account. */
    connect: async () => {
      const { request } = await consent('allow');
      const consented = await redeemCode(platform, app, request);
      const [profile] = await platform.accounts({ ...app, accessToken: consented.accessToken });
      if (!profile) throw new Error('the consent opened no account');
      const grant = profile.grant ?? consented;
      return { profile, grant, account: accountCall(grant, profile.externalId) };
    },
    statistics: async ({ account }: { account: AccountCall }) => platform.statistics(account),
    /** The person's next call goes wrong. */
    fault: async (name: string, changes: object = {}) => {
      const order = { standIn: platform.id, fault: name, match: await person(), ...changes };
      expect((await control('faults', order)).status).toBeLessThan(300);
    },
    revoke: async () => control('revoke', { platform: platform.id, accountId: await person() }),
    callsMade: async (): Promise<number> => (await told(`calls?standIn=${platform.id}`)).length,
  };
}

export function appOf(
  { platform, settings }: RegisteredPlatform,
  options: Pick<HttpOptions, 'observe' | 'deadlineMs'> = {},
): AppCall {
  const { clientId, clientSecret } = settings;
  const http = createPlatformHttp({
    ...settings,
    classify: (answer) => platform.classify(answer),
    ...options,
  });
  return { http, clientId, clientSecret };
}
