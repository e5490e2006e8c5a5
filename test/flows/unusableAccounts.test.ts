import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createPostMails } from '../../activities/postMails.ts';
import { holdPostsOf } from '../../commands/posts/moveManyPosts.ts';
import { queuePostNotice } from '../../commands/posts/noticeOwner.ts';
import { registryOptions } from '../../config/platforms.ts';
import { Connection } from '../../db/models/connection.ts';
import { Mail } from '../../db/models/mail.ts';
import { Outbox } from '../../db/models/outbox.ts';
import { rows } from '../../db/query.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import type { Json } from '../support/apiClient.ts';
import { beginConsent, comeBack, connectAccount, decide } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { sandboxAccounts } from '../support/sandboxAccounts.ts';
import { hours } from '../support/scheduling.ts';
import { syncByHand } from '../support/syncByHand.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

/** A person of the sandbox who has three pages. */
const account = '10224519837401128';

let sandbox: TestSandbox;
let api: TestApi;
let ada: TestPerson;
let mails: ReturnType<typeof createPostMails>;
let syncOne: Awaited<ReturnType<typeof syncByHand>>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url, RATE_LIMITS: 'false' });
  ada = await aPerson(api, 'ada');
  syncOne = await syncByHand(api);
  const platforms = await loadPlatforms(registryOptions(api.config, api.environment));
  mails = createPostMails({ platforms, pageLink: () => 'http://page', verdictLink: () => 'http://verdict' });
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
afterEach(async () => {
  await sandbox.control('reset', {});
  await Connection.destroy({ where: {} });
});

const connections = async (platform: string): Promise<Json[]> => {
  const client = ada.client.with({ 'accept-language': 'en' });
  return (await client.get(`/api/social-media/connections?platform=${platform}`)).body as Json[];
};

async function consent(
  platform: string,
  decision: Parameters<typeof decide>[1],
  answer: Json = { success: 'true' },
) {
  const begun = await beginConsent(ada.client, platform);
  const told = await comeBack(api, await decide(begun, decision), begun.cookie);
  expect(told).toMatchObject(answer);
}

/** The connections whose sync this work promised. */
async function promisedBy(work: () => Promise<unknown>): Promise<string[]> {
  await Outbox.destroy({ where: { workflow: 'syncConnection' } });
  await work();
  const promises = await Outbox.findAll({ where: { workflow: 'syncConnection', action: 'wake' } });
  return promises.map(({ input }) => (input as { connectionId: string }).connectionId);
}

test('pages that a later consent leaves out are asked for at once, and wait for their owner', async () => {
  await consent('facebook', { account });
  const [kept, ...others] = await connections('facebook');
  expect(others).toHaveLength(2);
  const promised = await promisedBy(() => consent('facebook', { account, pages: [kept.platform_user_id] }));
  expect(promised.toSorted()).toEqual([kept.id, ...others.map(({ id }) => id as string)].toSorted());
  for (const id of promised) await syncOne(id);

  const leftOut = {
    status: 'needs_reauth',
    reason: expect.stringContaining('pages_read_engagement'),
    what_to_do: expect.stringContaining('leave everything ticked'),
  };
  expect(await connections('facebook')).toMatchObject([{ status: 'active', reason: null }, leftOut, leftOut]);
  // What needs its owner is not asked for again.
  expect(await promisedBy(() => consent('facebook', { account, pages: [kept.platform_user_id] }))).toEqual([
    kept.id,
  ]);
  await consent('facebook', { account });
  expect(await connections('facebook')).toMatchObject(Array(3).fill({ status: 'active', reason: null }));
});

test('pages are asked for, too, when a later consent allows nothing, or no page', async () => {
  await consent('facebook', { account });
  const all = (await connections('facebook')).map(({ id }) => id as string).toSorted();
  const again = async (ticked: Parameters<typeof decide>[1], refused: string) =>
    promisedBy(() => consent('facebook', { account, ...ticked }, { error_code: refused }));
  expect((await again({ scopes: [] }, 'permissions_not_given')).toSorted()).toEqual(all);
  expect((await again({ pages: [] }, 'no_account_found')).toSorted()).toEqual(all);
  for (const id of all) await syncOne(id);
  expect(await connections('facebook')).toMatchObject(Array(3).fill({ status: 'needs_reauth' }));
});

test('another person’s pages go on; elsewhere a consent is of its own account alone', async () => {
  await consent('facebook', { account: sandboxAccounts.facebook });
  const [{ id: others }] = await connections('facebook');
  expect(await promisedBy(() => consent('facebook', { account }))).toContain(others);
  expect(await syncOne(others as string)).toMatchObject({ status: 'success' });
  expect((await connections('facebook')).every(({ status }) => status === 'active')).toBe(true);

  await connectAccount(api, ada.client, 'tiktok');
  const second = { account: sandboxAccounts.tiktok };
  expect(await promisedBy(() => consent('tiktok', second))).toHaveLength(1);
  const nothing = () => consent('tiktok', { scopes: [] }, { error_code: 'permissions_not_given' });
  expect(await promisedBy(nothing)).toEqual([]);
});

test.each([
  ['linkedin', ['openid', 'profile'], 'publish posts (w_member_social)'],
  ['tiktok', ['user.info.basic'], 'publish videos (video.publish)'],
] as const)(
  'an account at which nothing is allowed is not called connected: %s',
  async (platform, scopes, missing) => {
    const chosen = { account: sandboxAccounts[platform] };
    await consent(platform, { ...chosen, scopes: [...scopes] });
    const [shown] = await connections(platform);
    expect(shown).toMatchObject({
      ...{ status: 'needs_reauth', capabilities: [] },
      reason: expect.stringContaining(missing),
      what_to_do: expect.stringContaining('leave everything ticked'),
    });
    const status = await ada.client.get(`/api/social-media/connections/${shown.id}/status`);
    expect(status.body).toMatchObject({ status: 'needs_reauth', reason_code: 'permission_missing' });
    const isActive = async () => (await ada.client.get('/api/social-accounts')).body[0].is_active as boolean;
    expect(await isActive()).toBe(false);
    expect((await ada.client.get('/api/social-media/connections?status=active')).body).toEqual([]);
    expect((await ada.client.get('/api/social-media/connections/forecast')).body).toMatchObject([
      { id: shown.id, status: 'needs_reauth', reason_code: 'permission_missing', days_left: 0 },
    ]);

    await consent(platform, chosen);
    expect(await connections(platform)).toMatchObject([{ status: 'active', reason: null }]);
    expect(await isActive()).toBe(true);
  },
);

test('the mail about a post that waits for a permission names it', async () => {
  const chosen = { account: sandboxAccounts.twitter };
  await connectAccount(api, ada.client, 'twitter', chosen);
  const asked = { platform: 'twitter', caption: 'Fresh bread', scheduled_time: hours(1) };
  const { body: post } = await ada.client.post('/api/scheduler/schedule', asked);
  const [connection] = await Connection.findAll({ where: { platform: 'twitter' } });
  const mailText = async () => {
    await rows(
      `update scheduled_posts set scheduled_time = now(), notices = '{}' where id = $1 returning id`,
      [post.id],
    );
    expect(await queuePostNotice(post.id as number)).toBe(true);
    const [mail] = await Mail.findAll({ where: { kind: 'post_notice' }, order: [['createdAt', 'DESC']] });
    mail?.set({ locale: 'en' });
    return (await mails.composePostNotice(mail as Mail))?.text;
  };

  const scopes = connection?.scopes?.filter((scope) => scope !== 'tweet.write') ?? [];
  await consent('twitter', { ...chosen, scopes });
  expect(await mailText()).toContain('The account lacks these permissions: publish posts (tweet.write);');

  // Lost later, and the platform did not say what.
  await consent('twitter', chosen);
  const waits = { connectionStatus: 'needs_reauth', statusReason: 'permission_missing' } as const;
  await connection?.update({ ...waits, statusSince: new Date(0) });
  await holdPostsOf(connection?.id ?? '', 'needs_reauth');
  expect(await mailText()).toContain('leave everything ticked');
});
