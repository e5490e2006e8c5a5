import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endComment } from '../../commands/ledger/firstComment.ts';
import { row } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { postIn, schedule, startShop, type Publisher, type ShopWithAccounts } from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
let shop: Publisher;
let image: number;
let account: ShopWithAccounts['account'];
beforeAll(async () => {
  ({ stack, shop, image, account } = await startShop(['instagram', 'facebook']));
}, 120_000);
afterAll(() => stack.close());

let texts = 0;
/** A published post whose first comment meets `fault`. */
async function aPost(
  platform: string,
  fault: string,
  more: { delayMs?: number; retryAfterSeconds?: number } = {},
): Promise<Json> {
  texts += 1;
  const match = account(platform).externalId;
  await stack.sandbox.fault({ standIn: platform, fault, match, operation: 'comment', ...more });
  const first_comment = `Number ${texts} in our shop`;
  const { id } = await schedule(shop, 1, { platform, image, caption: `Post ${texts}`, first_comment });
  return postIn(shop, id, ['posted'], 60_000);
}

/** The comment's state once it has one of these, and how often it stands at the platform. */
async function commentOf(
  { id, targets: [{ platform, first_comment: text }] }: Json,
  states: string[],
): Promise<{ state: string; written: number; kinds: string[] }> {
  const state = await eventually(async () => {
    const found = await row<{ state: string }>(
      'select first_comment_state as state from publications where post_id = $1',
      [id],
    );
    expect(states).toContain(found?.state);
    return found?.state ?? '';
  }, 90_000);
  const answer = await fetch(`${stack.sandbox.url}/control/comments?platform=${platform}`);
  const written = ((await answer.json()) as Json[]).filter((each) => each.text === text).length;
  const { body } = await shop.client.get(`/api/scheduler/posts/${id}/timeline/`);
  const kinds = body.events
    .map(({ kind }: Json) => kind)
    .filter((kind: string) => kind.startsWith('comment'));
  return { state, written, kinds };
}

const ends = ['done', 'failed', 'unclear'];

test('a comment whose answer is lost is not written again, and its owner is told that it is unclear', async () => {
  const post = await aPost('facebook', 'drop_after_work');
  const { state, written, kinds } = await commentOf(post, ends);
  expect({ state, written, kinds }).toEqual({ state: 'unclear', written: 1, kinds: ['commentUnclear'] });
  const { body } = await shop.client.get(`/api/scheduler/posts/${post.id}/`);
  expect(body.targets).toMatchObject([{ state: 'published', first_comment_state: 'unclear' }]);
}, 120_000);

test('a comment that the platform asked to wait with is written later, once', async () => {
  const post = await aPost('facebook', 'rate_limited', { retryAfterSeconds: 1 });
  expect(await commentOf(post, ends)).toEqual({ state: 'done', written: 1, kinds: ['commented'] });
}, 120_000);

test('where the platform shows comments, one whose answer is lost is read back', async () => {
  const [lost, never] = [
    await aPost('instagram', 'drop_after_work'),
    await aPost('instagram', 'drop_before_work'),
  ];
  expect(await commentOf(lost, ends)).toEqual({ state: 'done', written: 1, kinds: ['commented'] });
  expect(await commentOf(never, ends)).toEqual({ state: 'done', written: 1, kinds: ['commented'] });
}, 180_000);

test('a worker that is killed while it writes a comment is followed by one that does not write it again', async () => {
  const post = await aPost('facebook', 'slow_after_work', { delayMs: 60_000 });
  expect(await commentOf(post, ['writing'])).toMatchObject({ state: 'writing' });
  await eventually(async () =>
    expect(await commentOf(post, ['writing'])).toMatchObject({ state: 'writing', written: 1, kinds: [] }),
  );
  await stack.worker.kill();
  await stack.worker.start();
  expect(await commentOf(post, ends)).toMatchObject({ state: 'unclear', written: 1 });
}, 180_000);

test('a comment that is given up before anything was sent has failed', async () => {
  const post = await aPost('facebook', 'rate_limited', { retryAfterSeconds: 1 });
  const target = post.targets[0].id;
  await commentOf(post, ends);
  await row(`update publications set first_comment_state = 'due' where id = $1 returning id`, [target]);
  await endComment(target, 'unavailable');
  expect(await commentOf(post, ['failed'])).toMatchObject({ state: 'failed', written: 1 });
}, 120_000);
