import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TokenKeeper } from '../../activities/tokenKeeper.ts';
import { readConnectionFigures } from '../../db/connectionFigures.ts';
import { connectAccount } from '../support/consents.ts';
import { keepingOf } from '../support/keeping.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { sandboxAccounts } from '../support/sandboxAccounts.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

let sandbox: TestSandbox;
let api: TestApi;
let ada: TestPerson;
let keeper: TokenKeeper;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url, RATE_LIMITS: 'false' });
  ada = await aPerson(api, 'ada');
  ({ tokens: keeper } = await keepingOf(api));
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});

const accounts: Record<string, string> = sandboxAccounts;

/** What its owner is told once a platform has refused an account's token, which ended there in this way. */
async function toldAfter(platform: string, how: 'expire' | 'revoke') {
  const accountId = accounts[platform] ?? '';
  const { id } = await connectAccount(api, ada.client, platform, { account: accountId });
  await sandbox.control(how, { platform, accountId });
  const profile = keeper.withFreshToken(id as string, ({ platform: of, call }) => of.profile(call));
  await expect(profile).rejects.toThrow();
  const english = ada.client.with({ 'accept-language': 'en' });
  return (await english.get(`/api/social-media/connections/${id}/status`)).body;
}

test.each(['instagram', 'linkedin'])(
  'at %s a token that its platform calls expired is told so',
  async (at) => {
    expect(await toldAfter(at, 'expire')).toMatchObject({
      ...{ status: 'expired', reason_code: 'token_expired', reason: 'Its access has expired' },
      what_to_do: 'Connect the account again',
    });
    expect(await readConnectionFigures()).toMatchObject({ expiredTokens: 100, connectionsInError: 0 });
  },
);

test.each(['instagram', 'linkedin'])('at %s one that its platform calls withdrawn is told so', async (at) => {
  expect(await toldAfter(at, 'revoke')).toMatchObject({
    ...{ status: 'needs_reauth', reason_code: 'token_withdrawn' },
    reason: 'The access was withdrawn at the platform, or the password there was changed',
  });
});
