import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import {
  aConnectedAccount,
  connectAccount,
  postIn,
  publishedAt,
  schedule,
  startShop,
  type Publisher,
  type ShopWithAccounts,
} from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';

/** Posts of which it is not known what became of them: an answer was lost, or a token is. */

let stack: TestStack;
let shop: Publisher;
let image: number;
let account: ShopWithAccounts['account'];
beforeAll(async () => {
  ({ stack, shop, image, account } = await startShop(['instagram']));
}, 120_000);
afterAll(() => stack.close());

const at = (platform: string) => publishedAt(stack, platform, account(platform).externalId);

let texts = 0;

/** A text that no other post of the tests has. */
const aText = () => `The lighthouse at dusk, number ${(texts += 1)}`;

test('an answer that never comes is read back, and nothing is sent again', async () => {
  const caption = aText();
  await stack.sandbox.fault({
    standIn: 'instagram',
    fault: 'drop_after_work',
    match: account('instagram').externalId,
    operation: 'commit',
  });
  const { id } = await schedule(shop, 1, { platform: 'instagram', image, caption });
  const post = await postIn(shop, id, ['posted', 'failed', 'needs_attention'], 60_000);
  expect(post).toMatchObject({ state: 'posted' });
  const { posts } = await at('instagram');
  expect(posts.filter(({ text }) => text.includes(caption))).toHaveLength(1);
  const { body: timeline } = await shop.client.get(`/api/scheduler/posts/${id}/timeline/`);
  expect(timeline.events.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['commit', 'silence', 'found']),
  );
  const prepared = timeline.events.find(({ kind }: { kind: string }) => kind === 'prepared');
  expect(prepared.platform_answer).toMatch(/^picture 1: converted.* \(image\/jpeg, \d+ × \d+\)$/);
}, 90_000);

/** Once no call of these posts was answered: acts as though that had been five minutes ago. */
const untilTheirListsCannotBeStale = (ids: number[]) =>
  eventually(async () => {
    const unknown = await rows(
      `select id from publications where post_id = any($1::int[]) and state = 'unknown'
         and commit_deadline_at < now() - interval '2 seconds'`,
      [ids],
    );
    expect(unknown).toHaveLength(ids.length);
    await rows(
      `with aged as (update publications set resume_at = now(),
           commit_deadline_at = commit_deadline_at - interval '5 minutes'
         where post_id = any($1::int[]) and state = 'unknown' returning post_id, project_id)
       insert into outbox (action, workflow, input, project_id)
       select 'wake', 'publishPost', jsonb_build_object('postId', post_id), project_id from aged returning id`,
      [ids],
    );
  }, 45_000);

test('of two posts of the same words, with one live and no answer to either, one is found and the other sent again', async () => {
  const caption = aText();
  const own = await aConnectedAccount(stack, shop, 'reddit');
  for (const fault of ['drop_after_work', 'drop_before_work'])
    await stack.sandbox.fault({ standIn: 'reddit', fault, match: own.externalId, operation: 'commit' });
  const options = { subreddit: 'test', title: caption };
  const alike = [1, 2].map(() => schedule(shop, 1, { connection_id: own.id, caption, options }));
  const ids = (await Promise.all(alike)).map(({ id }) => id as number);
  await untilTheirListsCannotBeStale(ids);
  const posts = await Promise.all(ids.map((id) => postIn(shop, id, ['posted', 'needs_attention'], 90_000)));
  expect(posts).toMatchObject([{ state: 'posted' }, { state: 'posted' }]);
  const { posts: live } = await publishedAt(stack, 'reddit', own.externalId);
  expect(posts.map(({ platform_post_id: id }) => id).toSorted()).toEqual(live.map(({ id }) => id).toSorted());
  expect(live).toHaveLength(2);
}, 120_000);

test('a list that hides a live post for long neither doubles it nor lets it be called failed', async () => {
  const caption = aText();
  const own = await aConnectedAccount(stack, shop, 'twitter');
  const match = own.externalId;
  await stack.sandbox.control('visibility', { platform: 'twitter', hiddenMs: 15_000 });
  await stack.sandbox.fault({ standIn: 'twitter', fault: 'drop_after_work', match, operation: 'commit' });
  const { id } = await schedule(shop, 1, { connection_id: own.id, caption });
  await untilTheirListsCannotBeStale([id]);
  const post = await postIn(shop, id, ['posted', 'failed', 'needs_attention'], 60_000);
  await stack.sandbox.control('visibility', { platform: 'twitter', hiddenMs: 500 });
  const { posts: live, requests } = await publishedAt(stack, 'twitter', own.externalId);
  expect(live).toHaveLength(1);
  expect(requests).toHaveLength(2);
  expect(post).toMatchObject({ state: 'posted', platform_post_id: live[0]?.id });
}, 120_000);

test.each([
  { platform: 'twitter', found: 'the first call', statusReason: 'refresh_refused' },
  // By a platform at which nothing is refreshed, and which says what ended it.
  { platform: 'linkedin', found: 'the commit', statusReason: 'token_withdrawn' },
])(
  'a post whose token no longer works waits for its owner, and goes out when it is connected again: $platform, at $found',
  async ({ platform, found, statusReason }) => {
    const caption = aText();
    const lost = await aConnectedAccount(stack, shop, platform);
    const match = lost.externalId;
    if (found === 'the commit')
      await stack.sandbox.fault({ standIn: platform, fault: 'revoked_token', match, operation: 'commit' });
    else await stack.sandbox.control('revoke', { platform, accountId: match });
    const { id } = await schedule(shop, 1, { connection_id: lost.id, image, caption });
    await postIn(shop, id, ['needs_attention'], 60_000);
    const { body } = await shop.client.get(`/api/scheduler/posts/${id}/`);
    expect(body.targets[0]).toMatchObject({ state: 'waiting' });
    // The connection says so itself: its owner is told once, however many posts wait.
    expect(await lost.reload()).toMatchObject({ connectionStatus: 'needs_reauth', statusReason });
    await connectAccount(stack, shop, platform, match);
    await postIn(shop, id, ['posted']);
  },
  90_000,
);

test('a question that came of a lost token is settled by the platform once the account is connected again', async () => {
  const platform = 'twitter';
  const caption = aText();
  const lost = await aConnectedAccount(stack, shop, platform);
  const match = lost.externalId;
  await stack.sandbox.fault({ standIn: platform, fault: 'drop_after_work', match, operation: 'commit' });
  const { id } = await schedule(shop, 1, { connection_id: lost.id, image, caption });
  await eventually(async () => {
    const [found] = await rows<{ state: string }>('select state from publications where post_id = $1', [id]);
    expect(found?.state).toBe('unknown');
  }, 30_000);
  await stack.sandbox.control('revoke', { platform, accountId: match });
  const asked = await postIn(shop, id, ['needs_attention'], 60_000);
  const answer = { kind: 'refused', status: 401, code: null };
  expect(asked.targets).toMatchObject([{ state: 'parked', problem: { code: 'reconnect_to_look', answer } }]);
  // The connection says so itself.
  expect(await lost.reload()).toMatchObject({ connectionStatus: 'needs_reauth' });
  expect(await rows('select from mails where subject_id = $1', [asked.targets[0].id])).toEqual([]);
  const { body: story } = await shop.client.get(`/api/scheduler/posts/${id}/timeline`);
  const lostCall = story.events.find(({ kind }: { kind: string }) => kind === 'silence');
  expect(lostCall).toMatchObject({ answer: { kind: 'silent', status: null, code: null } });
  expect(story.events.at(-1)).toMatchObject({ kind: 'unprovable', answer });

  await connectAccount(stack, shop, platform, match);
  await postIn(shop, id, ['posted'], 60_000);
  const { posts } = await publishedAt(stack, platform, match);
  expect(posts.filter(({ text }) => text.includes(caption))).toHaveLength(1);
}, 180_000);
