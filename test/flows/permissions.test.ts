import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSyncing } from '../../activities/syncing.ts';
import type { TokenKeeper } from '../../activities/tokenKeeper.ts';
import { openTokens, tokenIdentity } from '../../commands/connections/connectionTokens.ts';
import { Connection } from '../../db/models/connection.ts';
import { SyncLog } from '../../db/models/syncLog.ts';
import { rows } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { PermissionMissing } from '../../platforms/errors.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { Json } from '../support/apiClient.ts';
import { beginConsent, comeBack, connectAccount, decide } from '../support/consents.ts';
import { keepingOf } from '../support/keeping.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

/** Accounts of the sandbox. */
const instagram = '17841400008460056';
const facebook = '10224519837401128';
const twitter = '2244994945';

let api: TestApi;
let sandbox: TestSandbox;
let platforms: Registry;
let keeper: TokenKeeper;
let vault: Vault;
let ada: TestPerson;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url });
  ({ platforms, vault, tokens: keeper } = await keepingOf(api));
  ada = await aPerson(api, 'ada');
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
afterEach(async () => {
  await sandbox.control('reset', {});
  await Connection.destroy({ where: {} });
});

const scopesOf = (platform: string) => Object.keys(platforms.find(platform)?.platform.oauth.scopes ?? {});
const without = (platform: string, left: string) => scopesOf(platform).filter((scope) => scope !== left);
const english = () => ada.client.with({ 'accept-language': 'en' });
const connections = async (): Promise<Json[]> =>
  (await english().get('/api/social-media/connections')).body as Json[];

/** Consents as told, and returns what the dashboard is told. */
async function consent(platform: string, decision: Parameters<typeof decide>[1]) {
  const begun = await beginConsent(ada.client, platform);
  return comeBack(api, await decide(begun, decision), begun.cookie);
}

/** A token as the platform's console gives it. */
async function aToken(platform: string, accountId: string, scopes?: string[]): Promise<string> {
  const { access_token: token } = await sandbox.control('tokens', { platform, accountId, scopes });
  return token as string;
}

describe('nothing is connected when the person leaves out what is needed', () => {
  test.each([
    ['tiktok', 'user.info.basic', undefined],
    ['youtube', 'https://www.googleapis.com/auth/youtube.force-ssl', undefined],
    ['reddit', 'identity', undefined],
    ['instagram', 'instagram_business_basic', instagram],
    ['facebook', 'pages_read_engagement', facebook],
    // Without it, X would let nobody in after two hours.
    ['twitter', 'offline.access', twitter],
  ])('at %s, %s: which is named', async (platform, left, known) => {
    const account = known ?? (await firstAccount(platform));
    const told = await consent(platform, { account, scopes: without(platform, left) });
    expect(told).toMatchObject({ platform, error_code: 'permissions_not_given' });
    expect(told.error).toContain(left.split('/').at(-1));
    expect(await connections()).toEqual([]);
  });

  test('every page at Facebook', async () => {
    const told = await consent('facebook', { account: facebook, pages: [] });
    expect(told).toMatchObject({ error_code: 'no_account_found' });
    expect(told.error).toContain('no page');
  });

  test('it of a token that a client brings', async () => {
    const answer = await english().post('/api/social-media/connect/facebook', {
      access_token: await aToken('facebook', facebook, without('facebook', 'pages_show_list')),
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'permissions_not_given' } });
    expect(JSON.stringify(answer.body)).toContain('pages_show_list');
  });
});

async function firstAccount(platform: string): Promise<string> {
  const response = await fetch(`${sandbox.url}/control/accounts?platform=${platform}`);
  const [account] = (await response.json()) as { id: string }[];
  return account?.id ?? '';
}

describe('a refusal says at which step', () => {
  test('a token that a client brings is no code', async () => {
    const body = { instagram_user_id: instagram, access_token: 'IGAA-invented' };
    const answer = await english().post('/api/social-media/connect/instagram', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'platform_refused_token' } });
  });

  test('a token that does not show its account is not one that has expired', async () => {
    await sandbox.fault({
      standIn: 'tiktok',
      fault: 'expired_token',
      match: 'GET /tiktok/api/v2/user/info/',
    });
    expect(await consent('tiktok', { account: await firstAccount('tiktok') })).toMatchObject({
      error_code: 'platform_refused_accounts',
    });
  });
});

test('Facebook’s pages are kept by their own tokens and with what was granted; the person’s token is kept nowhere', async () => {
  const accessToken = await aToken('facebook', facebook);
  const answer = await ada.client.post('/api/social-media/connect/facebook', { access_token: accessToken });
  expect(answer).toMatchObject({ status: 201, body: { connections: [{}, {}, {}] } });
  const kept = await Connection.findAll({ where: { platform: 'facebook' } });
  for (const connection of kept) {
    expect(connection).toMatchObject({ tokenExpiresAt: null, refreshTokenEncrypted: null });
    expect(connection.scopes).toEqual(expect.arrayContaining(scopesOf('facebook')));
    const token = openTokens(vault, connection)?.accessToken ?? '';
    const described = await fetch(
      `${sandbox.url}/facebook/graph/v23.0/debug_token?input_token=${token}&access_token=sandbox-facebook|sandbox-facebook-secret`,
    );
    expect(await described.json()).toMatchObject({ data: { type: 'PAGE', is_valid: true } });
    expect(
      await keeper.withFreshToken(connection.id, ({ platform, call }) => platform.profile(call)),
    ).toMatchObject({ externalId: connection.externalId });
  }
});

describe('a permission that is withdrawn later', () => {
  const statistics = (id: string) =>
    keeper.withFreshToken(id, ({ platform, call }) => platform.statistics(call));
  const status = async (id: string) =>
    (await english().get(`/api/social-media/connections/${id}/status`)).body;

  test('is told, with what to do; the token is not refreshed, for that could not help', async () => {
    const { id } = await connectAccount(api, ada.client, 'instagram', { account: instagram });
    await sandbox.control('faults', {
      ...{ standIn: 'instagram', fault: 'missing_scope', match: '/insights', times: 2 },
    });
    await expect(statistics(id)).rejects.toThrow(PermissionMissing);
    expect(await sandbox.calls('refresh_access_token')).toEqual([]);
    expect(await status(id)).toMatchObject({
      status: 'needs_reauth',
      reason_code: 'permission_missing',
      reason: 'The platform says that a permission is missing',
      what_to_do: 'Connect the account again, and leave everything ticked that is asked for',
    });
    const calls = (await sandbox.calls('/instagram/')).length;
    await expect(statistics(id)).rejects.toThrow();
    expect(await sandbox.calls('/instagram/')).toHaveLength(calls);

    await connectAccount(api, ada.client, 'instagram', { account: instagram });
    expect(await status(id)).toMatchObject({ status: 'active', reason: null });
  });

  test('is named where the platform names it', async () => {
    const { id } = await connectAccount(api, ada.client, 'instagram', { account: instagram });
    const named = 'instagram_business_manage_insights';
    const lesser = await aToken('instagram', instagram, ['instagram_business_basic']);
    await Connection.update(
      { accessTokenEncrypted: vault.seal(lesser, tokenIdentity(id, 'access')) },
      { where: { id } },
    );
    await expect(statistics(id)).rejects.toMatchObject({ permissions: [named] });
    expect(await status(id)).toMatchObject({
      reason_code: 'permission_missing',
      reason: expect.stringMatching(`^These permissions are missing: .* \\(${named}\\)$`),
    });
    expect((await Connection.findByPk(id))?.scopes).toEqual(without('instagram', named));
  });

  test('is told at a post that waits for it in the words of the account', async () => {
    const { id } = await connectAccount(api, ada.client, 'instagram', { account: instagram });
    const scopes = without('instagram', 'instagram_business_content_publish');
    const waits = { connectionStatus: 'needs_reauth', statusReason: 'permission_missing', scopes } as const;
    const connection = (await Connection.findByPk(id)) as Connection;
    await connection.update(waits);
    const [post] = await rows<{ id: number }>(
      `with post as (
         insert into scheduled_posts (project_id, user_id, caption, scheduled_time) values ($1, $2, 'New', now())
         returning id)
       insert into publications (post_id, project_id, connection_id, platform, account_id, state, problem_code)
       select id, $1, $3, 'instagram', 'account', 'waiting', 'needs_reauth' from post returning post_id as id`,
      [connection.projectId, connection.userId, id],
    );
    const { targets } = (await english().get(`/api/scheduler/posts/${post?.id}/`)).body;
    const message = 'These permissions are missing: publish posts (instagram_business_content_publish)';
    expect(await status(id as string)).toMatchObject({ reason: message });
    expect(targets).toMatchObject([{ problem: { code: 'needs_reauth', message } }]);
  });

  test('leaves what a sync could still read, and is no error that passes by itself', async () => {
    const account = await firstAccount('tiktok');
    const { id } = await connectAccount(api, ada.client, 'tiktok', { account });
    await sandbox.fault({ standIn: 'tiktok', fault: 'missing_scope', match: '/video/list/' });
    const { syncOne } = createSyncing({ platforms, tokens: keeper, now: () => new Date() });
    expect(await syncOne(id as string, 'sync')).toEqual({ status: 'partial', retryAfterMs: null });
    expect(await SyncLog.findAll({ where: { connectionId: id } })).toMatchObject([
      { syncType: 'sync', syncStatus: 'partial', errorCode: 'permission_missing', calls: 3 },
    ]);
    expect(await status(id as string)).toMatchObject({
      status: 'needs_reauth',
      reason_code: 'permission_missing',
    });
  });

  test.each(['twitter', 'tiktok', 'youtube', 'reddit'])('is not refreshed away at %s', async (platform) => {
    const account = await firstAccount(platform);
    const { id } = await connectAccount(api, ada.client, platform, { account });
    await sandbox.control('faults', { standIn: platform, fault: 'missing_scope', match: 'GET ', times: 1 });
    await expect(statistics(id as string)).rejects.toThrow(PermissionMissing);
    expect(await sandbox.calls('refresh_token')).toEqual([]);
    expect(await status(id as string)).toMatchObject({ reason_code: 'permission_missing' });
  });
});
