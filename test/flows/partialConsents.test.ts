import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSendingActivities } from '../../activities/inbox/sending.ts';
import { createWatchActivities } from '../../activities/inbox/watching.ts';
import { judgeTarget } from '../../activities/recurring/judgeTarget.ts';
import { createSyncing } from '../../activities/syncing.ts';
import { createTokenKeeper } from '../../activities/tokenKeeper.ts';
import { resumeOverlooked } from '../../commands/posts/resumeOverlooked.ts';
import { rows } from '../../db/query.ts';
import { registryOptions } from '../../config/platforms.ts';
import { Connection } from '../../db/models/connection.ts';
import { createVault } from '../../db/vault.ts';
import { loadPlatforms, type Registry } from '../../platforms/registry.ts';
import type { Json } from '../support/apiClient.ts';
import { aMessage } from '../support/conversations.ts';
import { beginConsent, comeBack, connectAccount, decide } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { sandboxAccounts } from '../support/sandboxAccounts.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

let sandbox: TestSandbox;
let api: TestApi;
let ada: TestPerson;
let platforms: Registry;
let work: ReturnType<typeof createSyncing> &
  ReturnType<typeof createWatchActivities> &
  ReturnType<typeof createSendingActivities>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url, RATE_LIMITS: 'false' });
  ada = await aPerson(api, 'ada');
  platforms = await loadPlatforms(registryOptions(api.config, api.environment));
  const now = () => new Date();
  const vault = createVault(api.config.ENCRYPTION_KEY ?? '');
  const tokens = createTokenKeeper({ platforms, vault, now });
  work = {
    ...createSyncing({ platforms, tokens, now }),
    ...createWatchActivities({ tokens, platforms, now }),
    ...createSendingActivities({ tokens, platforms, linkSecret: 'x', publicUrl: api.url }),
  };
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});

const accounts: Record<string, string> = sandboxAccounts;
const english = () => ada.client.with({ 'accept-language': 'en' });

/** Consents to these scopes alone, and returns what the dashboard is told. */
async function consentTo(platform: string, scopes: string[]): Promise<Json> {
  const begun = await beginConsent(ada.client, platform);
  const callback = await decide(begun, { account: accounts[platform] ?? '', scopes });
  const told = await comeBack(api, callback, begun.cookie);
  const query = new URLSearchParams(told).toString();
  return (await english().get(`/api/social-accounts/connect/${platform}/outcome?${query}`)).body;
}

/** Brings a token with these scopes alone. */
async function bring(platform: string, scopes: string[], body: Json = {}) {
  const token = await sandbox.control('tokens', { platform, accountId: accounts[platform], scopes });
  const path = `/api/social-media/connect/${platform}`;
  return english().post(path, { access_token: token.access_token as string, ...body });
}

const statusOf = async (id: string): Promise<Json> =>
  (await english().get(`/api/social-media/connections/${id}/status`)).body;

describe('the consents of the integration guide connect, and say what does not work', () => {
  test('at TikTok', async () => {
    const outcome = await consentTo('tiktok', ['user.info.basic', 'video.list']);
    expect(outcome).toMatchObject({
      outcome: 'connected',
      message: expect.stringContaining('publish videos (video.publish)'),
    });
    const { id } = outcome.accounts[0];
    expect(await statusOf(id)).toMatchObject({
      ...{ status: 'active', reason_code: 'allowed_in_part', capabilities: ['insights'] },
      reason: expect.stringContaining('video.publish'),
      what_to_do: expect.stringContaining('connect the account again'),
      missing_permissions: [
        { permission: 'user.info.stats', meaning: 'read your figures', needed_for: ['insights'] },
        { permission: 'video.publish', meaning: 'publish videos', needed_for: ['publish'] },
      ],
    });
    expect(await work.syncOne(id, 'sync')).toMatchObject({ status: 'success' });
    expect((await statusOf(id)).status).toBe('active');
  });

  test('at Facebook', async () => {
    const { body } = await bring('facebook', ['pages_show_list', 'pages_read_engagement']);
    expect(body.message).toContain('publish on your pages (pages_manage_posts)');
    const { reason } = await statusOf(body.connection.id);
    expect(reason).toContain('pages_manage_posts');
    expect(body.connection).toMatchObject({ reason, capabilities: ['insights'] });
    expect(await work.syncOne(body.connection.id, 'sync')).toMatchObject({ status: 'success' });
    const { body: stats } = await ada.client.get('/api/social-media/stats?platform=facebook');
    expect(stats[0]).toMatchObject({ followers: expect.any(Number), views: null });
  });

  test('at Instagram, whose messages are then left alone', async () => {
    const scopes = ['instagram_business_basic', 'instagram_business_manage_insights'];
    const { status, body } = await bring('instagram', scopes, { instagram_user_id: accounts.instagram });
    expect(status).toBe(201);
    const { id } = body.connection;
    expect(await work.watchOneInbox(id)).toBe('no inbox');
    expect(await work.syncOne(id, 'sync')).toMatchObject({ status: 'success' });

    const { projectId, externalId: accountId } = (await Connection.findByPk(id)) as Connection;
    const conversation = await aMessage({
      channel: 'instagram',
      scopeId: id,
      accountId,
      projectId,
      appId: null,
    });
    const path = `/api/conversations/${conversation}/messages`;
    const { body: message } = await english().post(path, { content: 'Good morning' });
    expect(await work.deliverMessage(message.id)).toMatchObject({ state: 'failed' });
    const { body: thread } = await english().get(path);
    expect(JSON.stringify(thread)).toContain('connected without leave to write messages');
    expect(await statusOf(id)).toMatchObject({ status: 'active', capabilities: ['insights'] });
  });
});

describe('an account that we may not publish at', () => {
  const unpublishing = ['tweet.read', 'users.read', 'offline.access', 'media.write', 'dm.write'];
  const post = {
    caption: 'Fresh bread',
    targets: [{ platform: 'twitter' }],
    scheduled_time: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const told =
    /we may not publish\. Not allowed: publish posts \(tweet\.write\)\. Connect it again.*connect\/twitter/;

  test('says so where somebody tries it, until it is connected with that', async () => {
    await consentTo('twitter', unpublishing);
    const { body } = await english().post('/api/scheduler/validate', post);
    expect(body).toMatchObject({
      valid: false,
      errors: [{ code: 'publishing_not_allowed', message: expect.stringMatching(told) }],
    });
    const refused = await english().post('/api/scheduler/schedule', post);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toMatch(told);

    await connectAccount(api, ada.client, 'twitter', { account: accounts.twitter ?? '' });
    expect((await english().post('/api/scheduler/validate', post)).body).toMatchObject({ valid: true });
  });

  test('keeps what was planned for it waiting, and goes on once it may', async () => {
    const planned = await english().post('/api/scheduler/schedule', { ...post, caption: 'Fresh rolls' });
    expect(planned.status).toBe(201);
    const target = async (): Promise<Json> =>
      (await english().get(`/api/scheduler/posts/${planned.body.id}/`)).body.targets[0];
    await consentTo('twitter', unpublishing);
    expect(await target()).toMatchObject({
      state: 'waiting',
      problem: { code: 'permission_missing', message: expect.stringContaining('tweet.write') },
    });
    const forecast = async () =>
      (await english().get('/api/social-media/connections/forecast?days=60')).body.filter(
        ({ reason_code: reason }: Json) => reason === 'permission_missing',
      );
    expect(await forecast()).toMatchObject([
      {
        ...{ platform: 'twitter', status: 'active', fails_at: post.scheduled_time, days_left: 0 },
        reason: expect.stringContaining('tweet.write'),
        what_to_do: expect.stringContaining('leave everything ticked'),
        stops: { scheduled_posts: 1 },
      },
    ]);
    await rows(
      `update publications set state_since = now() - interval '1 hour' where state = 'waiting' returning 1 as aged`,
    );
    await resumeOverlooked();
    expect((await target()).state).toBe('waiting');
    await connectAccount(api, ada.client, 'twitter', { account: accounts.twitter ?? '' });
    expect(await target()).toMatchObject({ state: 'planned', problem: null });
    expect(await forecast()).toEqual([]);
  });

  test('is told in the run of a plan, and given no post', () => {
    const account = { id: 'one', platform: 'linkedin', username: 'Ada', status: 'active' };
    const judge = (scopes: string[] | null) =>
      judgeTarget(platforms)({
        ...{ platform: 'linkedin', text: 'Bread', options: {} },
        account: { ...account, scopes },
      }).fault;
    expect(judge(['openid', 'profile'])).toMatchObject({ code: 'publishing_not_allowed' });
    expect(judge(null)).toBeNull();
  });
});

test('a platform promises nothing that it has not', async () => {
  const { body } = await ada.client.get('/api/platforms');
  const told = Object.fromEntries(body.map(({ id, capabilities }: Json) => [id, capabilities]));
  expect(told).toMatchObject({ linkedin: ['publish', 'comments'], whatsapp: ['messages'] });
  expect(told.instagram).toContain('insights');
});
