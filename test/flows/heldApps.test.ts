import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createDisconnectionActivities } from '../../activities/disconnection.ts';
import { createBatchAccounts } from '../../activities/inbox/batchAccounts.ts';
import { createAccounts } from '../../activities/publishing/account.ts';
import type { TokenKeeper } from '../../activities/tokenKeeper.ts';
import { batchIdentity } from '../../commands/batches/sealing.ts';
import { disconnect } from '../../commands/connections/disconnect.ts';
import { publicationIdentity } from '../../commands/ledger/sealing.ts';
import type { BatchSubject } from '../../db/batches.ts';
import { Connection } from '../../db/models/connection.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import { rows } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import type { Registry } from '../../platforms/registry.ts';
import { beginConsent, comeBack, connectAccount, decide } from '../support/consents.ts';
import { keepingOf } from '../support/keeping.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

/** Accounts of the sandbox. */
const instagram = '17841400008460056';
const facebook = '10224519837401128';

let api: TestApi;
let sandbox: TestSandbox;
let platforms: Registry;
let vault: Vault;
let tokens: TokenKeeper;
let ada: TestPerson;
const now = () => new Date();

beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url });
  ({ platforms, vault, tokens } = await keepingOf(api));
  ada = await aPerson(api, 'ada');
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
afterEach(async () => {
  await sandbox.control('reset', {});
  await rows('delete from platform_holds returning 1 as freed');
  await Connection.destroy({ where: {} });
});

/** The platform's app makes no call for so long. */
const hold = (platform: string, interval: string) =>
  rows(
    `insert into platform_holds (platform, held_until) values ($1, now() + $2::interval) returning 1 as held`,
    [platform, interval],
  );
const callsTo = async (platform: string): Promise<number> => (await sandbox.calls(`/${platform}/`)).length;
const aToken = async (platform: string, accountId: string): Promise<string> =>
  (await sandbox.control('tokens', { platform, accountId })).access_token as string;

async function aConsent(platform: string, account: string) {
  const begun = await beginConsent(ada.client, platform);
  const redirect = await decide(begun, { account });
  return () => comeBack(api, redirect, begun.cookie);
}

describe('while a platform wants no calls of the app, none is made', () => {
  test('to connect by a consent', async () => {
    const finish = await aConsent('facebook', facebook);
    await hold('facebook', '10 minutes');
    const before = await callsTo('facebook');
    expect(await finish()).toMatchObject({ platform: 'facebook', error_code: 'platform_busy' });
    expect(await callsTo('facebook')).toBe(before);
  });

  test.each([
    [
      '/api/social-media/connect/instagram',
      (token: string) => ({ instagram_user_id: instagram, access_token: token }),
    ],
    ['/api/instagram/validate-credentials', (token: string) => ({ page_id: instagram, access_token: token })],
  ])('by a token that is brought to %s: when to come again is said', async (path, body) => {
    const token = await aToken('instagram', instagram);
    await hold('instagram', '10 minutes');
    const before = await callsTo('instagram');
    const { status, body: problem, headers } = await ada.client.post(path, body(token));
    expect({ status, problem }).toMatchObject({ status: 503, problem: { code: 'platform_busy' } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(590);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(600);
    expect(await callsTo('instagram')).toBe(before);
  });

  test('to look at a number of WhatsApp', async () => {
    const { client } = ada;
    await hold('whatsapp', '10 minutes');
    const given = { access_token: 'EAAany', phone_number_id: '106540352242922' };
    const answer = await client.post('/api/whatsapp/validate-credentials', given);
    expect(answer).toMatchObject({ status: 503, body: { code: 'platform_busy' } });
    expect(await callsTo('whatsapp')).toBe(0);
  });

  test('to publish or write with a token that came with a request', async () => {
    const post = { id: 'a', platform: 'instagram', connectionId: null, accountId: instagram };
    const tokenEncrypted = vault.seal('IGAAany', publicationIdentity('a', 'token'));
    const batch = { id: 'b', channel: 'whatsapp', connectionId: null, accountId: '1' };
    const sealed = { tokenEncrypted: vault.seal('EAAany', batchIdentity('b')) };
    await hold('instagram', '10 minutes');
    await hold('whatsapp', '10 minutes');
    const opened = [
      await createAccounts({ platforms, tokens, vault }).open({
        ...post,
        tokenEncrypted,
      } as PublicationSubject),
      await createBatchAccounts({ platforms, tokens, vault }).open({ ...batch, ...sealed } as BatchSubject),
    ];
    for (const { call } of opened)
      await expect(call.http.send({ host: 'graph', path: '/me' })).rejects.toMatchObject({ scope: 'app' });
  });
});

test('a limit of the app that a consent meets holds back the next one', async () => {
  const [finish, finishAgain] = [await aConsent('facebook', facebook), await aConsent('facebook', facebook)];
  await sandbox.fault({
    ...{ standIn: 'facebook', fault: 'rate_limited', match: 'oauth/access_token' },
    retryAfterSeconds: 600,
  });
  expect(await finish()).toMatchObject({ error_code: 'platform_busy' });
  const before = await callsTo('facebook');
  expect(await finishAgain()).toMatchObject({ error_code: 'platform_busy' });
  expect(await callsTo('facebook')).toBe(before);
});

describe('a platform is told of a disconnection', () => {
  const account = '2244994945';
  const revocations = async () => (await sandbox.calls('/oauth2/revoke')).length;

  async function disconnected(): Promise<() => Promise<string>> {
    const { id } = await connectAccount(api, ada.client, 'twitter', { account });
    const { projectId } = await Connection.findByPk(id as string, { rejectOnEmpty: true });
    await disconnect(vault, projectId, id as string);
    return () => createDisconnectionActivities({ platforms, vault, now }).revokeAtPlatform(id as string);
  }

  test('once it takes calls of the app again', async () => {
    const revoke = await disconnected();
    await hold('twitter', '10 minutes');
    await expect(revoke()).rejects.toMatchObject({ name: 'RateLimited', scope: 'app' });
    expect(await revocations()).toBe(0);
  });

  test('at once where that is later than the tokens are kept: better a call than a grant that stays', async () => {
    const revoke = await disconnected();
    await hold('twitter', '1 day');
    expect(await revoke()).toBe('revoked');
    expect(await revocations()).toBe(1);
  });
});
