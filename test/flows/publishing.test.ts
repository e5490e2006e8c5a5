import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import {
  connectAccount,
  postIn,
  publishedAt,
  schedule,
  startShop,
  type Publisher,
  type ShopWithAccounts,
} from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';

const withImage = ['instagram', 'facebook', 'twitter', 'linkedin', 'tiktok'];

let stack: TestStack;
let shop: Publisher;
let image: number;
let account: ShopWithAccounts['account'];
beforeAll(async () => {
  ({ stack, shop, image, account } = await startShop([...withImage, 'reddit']));
}, 120_000);
afterAll(() => stack.close());

const at = (platform: string) => publishedAt(stack, platform, account(platform).externalId);

let texts = 0;

/** A text that no other post of the tests has. */
const aText = () => `The lighthouse at dusk, number ${(texts += 1)}`;

describe.each(withImage)('at %s', (platform) => {
  test('a post goes out once, not before its time, and its owner sees where', async () => {
    const caption = aText();
    const { id, scheduled_time: due } = await schedule(shop, 2, { platform, image, caption });
    const post = await postIn(shop, id, ['posted', 'failed', 'needs_attention']);
    expect(post).toMatchObject({ state: 'posted', status: 'posted' });
    const { posts, requests } = await at(platform);
    const mine = posts.filter(({ text }) => text.includes(caption));
    expect(mine).toHaveLength(1);
    expect(requests.filter(({ text }) => text?.includes(caption)).length).toBe(1);
    expect(Math.min(...requests.map(({ at: arrived }) => arrived))).toBeGreaterThanOrEqual(Date.parse(due));
    expect(post.platform_post_id).toBeTruthy();
  });
});

test('one post goes to several accounts, each with a verdict of its own', async () => {
  const caption = aText();
  const targets = [
    { platform: 'instagram' },
    { platform: 'twitter', caption: `${caption}, shorter` },
    { platform: 'reddit', options: { subreddit: 'test', title: caption } },
  ];
  const { id } = await schedule(shop, 1, { targets, image, caption });
  const post = await postIn(shop, id, ['posted', 'failed', 'partly_posted', 'needs_attention']);
  expect(
    post.targets.map(({ platform, state }: { platform: string; state: string }) => [platform, state]),
  ).toEqual([
    ['instagram', 'published'],
    ['twitter', 'published'],
    ['reddit', 'published'],
  ]);
});

test('a throttled post waits as long as it is asked to, and goes out then', async () => {
  const caption = aText();
  await stack.sandbox.fault({
    standIn: 'twitter',
    fault: 'rate_limited',
    match: account('twitter').externalId,
    operation: 'commit',
    retryAfterSeconds: 3,
  });
  const { id } = await schedule(shop, 1, { connection_id: account('twitter').id, image, caption });
  await postIn(shop, id, ['posted'], 60_000);
  const { requests } = await at('twitter');
  const mine = requests.filter(({ text }) => text?.includes(caption));
  expect(mine).toHaveLength(2);
  expect(mine[1]?.at - mine[0]?.at).toBeGreaterThanOrEqual(3_000);
}, 90_000);

test('a used-up quota is said, told once by mail, and waited for; the dry run warns of it', async () => {
  const handle = `quota${Date.now()}`;
  const details = { callLimit: '1000000', publishingQuota: '1' };
  await stack.sandbox.control('accounts', {
    platform: 'instagram',
    id: handle,
    handle,
    name: handle,
    details,
  });
  const own = await connectAccount(stack, shop, 'instagram', handle);
  const asked = { connection_id: own.id, image, caption: aText() };
  const warned = async () => {
    const scheduled_time = new Date(Date.now() + 600_000).toISOString();
    const { body } = await shop.client.post('/api/scheduler/validate/', { ...asked, scheduled_time });
    return body.warnings.map(({ code }: { code: string }) => code);
  };
  expect(await warned()).not.toContain('quota_used_up');
  const first = await schedule(shop, 1, asked);
  await postIn(shop, first.id, ['posted']);
  const { id } = await schedule(shop, 1, { ...asked, caption: aText() });
  const target = await eventually(async () => {
    const [found] = (await shop.client.get(`/api/scheduler/posts/${id}/`)).body.targets;
    expect(found).toMatchObject({ state: 'prepared', problem: { code: 'quota_used_up' } });
    return found;
  }, 30_000);
  expect(Date.parse(target.next_attempt_at) - Date.now()).toBeGreaterThan(50 * 60_000);
  expect(await warned()).toContain('quota_used_up');
  const mails = await rows(`select 1 as queued from mails where subject_id = $1 and kind = 'post_notice'`, [
    target.id,
  ]);
  expect(mails).toHaveLength(1);
}, 90_000);

test('a post that is cancelled before its time is never sent', async () => {
  const caption = aText();
  const { id } = await schedule(shop, 4, { platform: 'facebook', image, caption });
  await eventually(async () => {
    const [target] = await rows<{ state: string }>('select state from publications where post_id = $1', [id]);
    expect(target?.state).toBe('prepared');
  });
  const { status, body } = await shop.client.post(`/api/scheduler/posts/${id}/cancel/`, {});
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  await stack.temporal.workflow.getHandle(`publish-post/${id}`).result();
  const { requests } = await at('facebook');
  expect(requests.filter(({ text }) => text?.includes(caption))).toEqual([]);
});

test('what was prepared of an older text is prepared anew', async () => {
  const caption = aText();
  const { id } = await schedule(shop, 3, { connection_id: account('twitter').id, caption });
  await eventually(async () => {
    const outdated = await rows(
      `update publications set handle_version = 0 where post_id = $1 and state = 'prepared' returning id`,
      [id],
    );
    expect(outdated).toHaveLength(1);
  });
  await postIn(shop, id, ['posted'], 60_000);
});

test('publish-now sends at once and tells where', async () => {
  const caption = aText();
  const { id } = await schedule(shop, 3600, { platform: 'linkedin', image, caption });
  const { status, body } = await shop.client.post(`/api/scheduler/posts/${id}/publish-now/`, {});
  expect({ status, body }).toMatchObject({ status: 200, body: { id, status: 'posted' } });
});
