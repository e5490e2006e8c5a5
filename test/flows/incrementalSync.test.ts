import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
import { row, rows } from '../../db/query.ts';
import { connectAccount } from '../support/consents.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { syncByHand } from '../support/syncByHand.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { startTestSandbox, type TestSandbox } from '../support/testSandbox.ts';

/** At Instagram each post's figures are a call; this account posts five times a week. */
const account = '17841400008460056';
/** One whose posts of three months are fewer than a sync reads at most. */
const quietAccount = '17841405793187218';
const day = 24 * 60 * 60_000;
/** The profile, the account's figures and those of the day, and one list of posts. */
const callsWithoutPosts = 4;

let api: TestApi;
let sandbox: TestSandbox;
let ada: TestPerson;
let id: string;
let sync: () => Promise<unknown>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  api = await startTestApi({ SANDBOX_URL: sandbox.url });
  ada = await aPerson(api, 'ada');
  const syncOne = await syncByHand(api);
  sync = () => syncOne(id);
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});
beforeEach(async () => {
  ({ id } = await connectAccount(api, ada.client, 'instagram', { account }));
});
afterEach(async () => {
  await sandbox.control('reset', {});
  await Connection.destroy({ where: {} });
});

const postsOf = () =>
  rows<{ external_id: string; published_at: Date; fetched_at: Date; reach: string | null }>(
    'select * from social_media_posts where connection_id = $1 order by published_at desc, external_id',
    [id],
  );
/** The posts whose figures the platform was asked for by this work, and how many calls that made. */
async function askedBy(work: () => Promise<unknown>) {
  const before = (await sandbox.calls('/instagram/')).length;
  await work();
  const calls = (await sandbox.calls('/instagram/')).slice(before);
  const ofPosts = (await postsOf()).filter(({ external_id: post }) =>
    calls.some(({ path }) => path.includes(`/${post}/insights`)),
  );
  return { calls: calls.length, posts: ofPosts.map(({ external_id: post }) => post) };
}

/** The calls of the syncs before are past, in the order in which they were made. */
const anHourPasses = () =>
  rows(
    `update social_media_sync_logs set created_at = created_at - interval '61 minutes' returning 1 as past`,
  );
test('a sync right after the last asks for no post’s figures again, and leaves them as they were', async () => {
  const first = await askedBy(sync);
  const before = await postsOf();
  expect(before.length).toBeGreaterThan(10);
  expect(first.posts).toHaveLength(before.length);
  const rate = () => row('select engagement_rate from social_media_stats order by id desc limit 1');
  const rateBefore = await rate();

  expect(await askedBy(sync)).toEqual({ calls: callsWithoutPosts, posts: [] });
  expect(await postsOf()).toEqual(before);
  expect(before.every(({ reach }) => reach !== null)).toBe(true);
  // The account's rate is that of all its posts, asked again or not.
  expect(await rate()).toEqual(rateBefore);
});

test('figures that are old for their post are asked for again, and those of a new token', async () => {
  await sync();
  const [newest, second] = await postsOf();
  await rows(
    `update social_media_posts set fetched_at = fetched_at - interval '21 hours' where external_id = $1
     returning 1 as aged`,
    [second?.external_id],
  );
  await rows('update social_media_connections set refreshed_at = null returning 1 as aged');
  expect(await askedBy(sync)).toMatchObject({ posts: [second?.external_id] });
  expect(await askedBy(sync)).toMatchObject({ posts: [] });

  // A post that we have not seen.
  await rows('delete from social_media_posts where external_id = $1 returning 1 as forgotten', [
    newest?.external_id,
  ]);
  expect(await askedBy(sync)).toMatchObject({ posts: [newest?.external_id] });

  // Its person may have allowed more than before.
  await connectAccount(api, ada.client, 'instagram', { account });
  expect((await askedBy(sync)).posts.length).toBeGreaterThan(10);
});

test('posts that the calls of an hour do not reach are kept by the next sync, and the others already', async () => {
  ({ id } = await connectAccount(api, ada.client, 'instagram', { account: quietAccount }));
  // Half of Instagram's 200 calls an hour are for syncs.
  await rows(
    `insert into social_media_sync_logs
       (connection_id, project_id, platform, sync_type, sync_status, duration_ms, calls)
     select id, project_id, platform, 'sync', 'success', 1, 85 from social_media_connections where id = $1
     returning 1 as written`,
    [id],
  );
  const first = await askedBy(sync);
  expect(first.calls).toBe(15);
  expect(await postsOf()).toHaveLength(15 - callsWithoutPosts);
  await anHourPasses();
  const second = await askedBy(sync);
  expect(second.posts.length).toBeGreaterThan(5);
  expect(second.posts.filter((post) => first.posts.includes(post))).toEqual([]);
  expect(await postsOf()).toHaveLength(first.posts.length + second.posts.length);
  // As far back as the first would have looked, though it was a moment ago: it had not read these.
  const oldest = async () => (await postsOf()).at(-1)?.published_at.getTime() ?? 0;
  expect(await oldest()).toBeLessThan(Date.now() - 80 * day);

  // Now that all was read, the next one looks back a month.
  await rows(
    `delete from social_media_posts where published_at < now() - interval '32 days' returning 1 as forgotten`,
  );
  await anHourPasses();
  await connectAccount(api, ada.client, 'instagram', { account: quietAccount });
  expect((await askedBy(sync)).posts.length).toBeGreaterThan(3);
  expect(await oldest()).toBeGreaterThan(Date.now() - 33 * day);
});
