import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PublicationState } from '../../contracts/ledger.ts';
import { closeDatabase, connectDatabase, transaction } from '../../db/connection.ts';
import type { User } from '../../db/models/user.ts';
import { readTimeline } from '../../db/posts.ts';
import { countAbsences, wasSilent } from '../../db/publicationEvidence.ts';
import { row, rows } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import { cancelPost } from '../posts/cancelPost.ts';
import { claimCommit } from './claimCommit.ts';
import { record } from './record.ts';
import { recordOutcome } from './recordOutcome.ts';

let ada: User;
let projectId: string;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 10 });
  ({ user: ada, projectId } = await aMember());
});
afterAll(closeDatabase);

let postId: number;
let publicationId: string;
beforeEach(makePost);

async function makePost(): Promise<void> {
  const post = await row<{ id: number }>(
    `insert into scheduled_posts (project_id, user_id, caption, scheduled_time)
     values ($1, $2, 'a post', now() - interval '1 second') returning id`,
    [projectId, ada.id],
  );
  postId = post?.id ?? 0;
  publicationId = await addTarget('prepared');
}

async function addTarget(state: PublicationState, account = `account of post ${postId}`): Promise<string> {
  const made = await row<{ id: string }>(
    `insert into publications (post_id, project_id, platform, account_id, state, handle_version)
     values ($1, $2, 'instagram', $4, $3, 1) returning id`,
    [postId, projectId, state, account],
  );
  return made?.id ?? '';
}

const claim = (id = publicationId) =>
  claimCommit({ publicationId: id, postId, contentVersion: 1, contentHash: 'hash', deadlineMs: 30_000 });

const ledger = (id = publicationId) =>
  row<{ state: string; epoch: number; platform_post_id: string | null; postState: string }>(
    `select p.state, p.epoch, p.platform_post_id, s.state as "postState"
     from publications p join scheduled_posts s on s.id = p.post_id where p.id = $1`,
    [id],
  );
const accepted = { kind: 'accepted', id: 'p1', url: 'https://example.com/p1' } as const;
const silence = { kind: 'silence', detail: 'no answer' } as const;
const aftermath = { checkAfterMs: 0 };

test('of twenty that claim a publication at once, one makes the call', async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim()));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await ledger()).toMatchObject({ state: 'committing', epoch: 1, postState: 'publishing' });
});

test('of two that come together after an edit, who has the newer text makes the call', async () => {
  await rows(`update scheduled_posts set content_version = 2 where id = $1 returning id`, [postId]);
  await rows(`update publications set handle_version = 2 where id = $1 returning id`, [publicationId]);
  const claimOf = (contentVersion: number) =>
    claimCommit({
      publicationId,
      postId,
      contentVersion,
      contentHash: `of ${contentVersion}`,
      deadlineMs: 30_000,
    });
  expect(await Promise.all([claimOf(1), claimOf(2)])).toEqual([null, { epoch: 1 }]);
});

test('what is not due, of an older text, a draft or cancelled is not claimed', async () => {
  for (const change of [
    `scheduled_time = now() + interval '1 hour'`,
    `scheduled_time = now(), content_version = 2`,
    `content_version = 1, state = 'draft'`,
    `state = 'cancelled'`,
    `state = 'scheduled', scheduled_time = now() - interval '7 hours'`,
  ]) {
    await rows(`update scheduled_posts set ${change} where id = $1 returning id`, [postId]);
    expect(await claim()).toBeNull();
  }
  expect(await ledger()).toMatchObject({ state: 'prepared', epoch: 0 });
});

test('a post is cancelled or claimed, never both, whichever comes first', async () => {
  const outcomes = await Promise.allSettled([cancelPost({ projectId, postId, actorId: ada.id }), claim()]);
  const isCancelled = outcomes[0].status === 'fulfilled';
  const isClaimed = outcomes[1].status === 'fulfilled' && outcomes[1].value !== null;
  expect(isCancelled).not.toBe(isClaimed);
  expect((await ledger())?.state).toBe(isCancelled ? 'cancelled' : 'committing');
});

test('a claim that comes too late leaves the post as it is', async () => {
  const first = await claim();
  await recordOutcome(publicationId, first?.epoch ?? 0, accepted, aftermath);
  expect(await claim()).toBeNull();
  expect(await ledger()).toMatchObject({ state: 'published', postState: 'posted' });
});

test('of many that come together, a held post waits alone, and wrong data harms its own step alone', async () => {
  const posts: { postId: number; publicationId: string }[] = [];
  for (let count = 0; count < 5; count += 1) {
    await makePost();
    posts.push({ postId, publicationId });
  }
  const [isHeld, isFree] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = transaction(async () => {
    await row('select id from scheduled_posts where id = $1 for update', [posts[0]?.postId]);
    isHeld.resolve();
    await isFree.promise;
  });
  await isHeld.promise;
  const claims = posts.map((post) =>
    claimCommit({ ...post, contentVersion: 1, contentHash: 'hash', deadlineMs: 30_000 }),
  );
  const others = await Promise.all(claims.slice(1));
  expect(others.map((each) => each?.epoch)).toEqual([1, 1, 1, 1]);
  expect(await ledger(posts[0]?.publicationId)).toMatchObject({ state: 'prepared' });
  isFree.resolve();
  await holding;
  expect(await claims[0]).toMatchObject({ epoch: 1 });

  const ids = ['p0', 'not\u0000text', 'p2', 'p3', 'p4'];
  const outcomes = await Promise.allSettled(
    posts.map((post, place) =>
      recordOutcome(post.publicationId, 1, { ...accepted, id: ids[place] ?? '' }, aftermath),
    ),
  );
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true]);
  expect(await ledger(posts[4]?.publicationId)).toMatchObject({ state: 'published', postState: 'posted' });
});

test('what an older call brings changes nothing, but for the news that it was accepted', async () => {
  await claim();
  await recordOutcome(publicationId, 1, silence, aftermath);
  await record({ publicationId, epoch: 1, event: 'absent', from: ['unknown'] });
  await claim();
  await recordOutcome(publicationId, 1, { kind: 'refused', code: 'x', detail: '' }, aftermath);
  expect(await ledger()).toMatchObject({ state: 'committing', epoch: 2 });
  await recordOutcome(publicationId, 2, silence, aftermath);
  await recordOutcome(publicationId, 1, accepted, aftermath);
  expect(await ledger()).toMatchObject({
    state: 'published',
    platform_post_id: 'p1',
    postState: 'posted',
  });
  expect(await claim()).toBeNull();
});

test('what was prepared and has lapsed is not sent', async () => {
  await rows(
    `update publications set handle_until = now() - interval '1 second' where id = $1 returning id`,
    [publicationId],
  );
  expect(await claim()).toBeNull();
  expect(await ledger()).toMatchObject({ state: 'prepared', epoch: 0 });
});

test('a late acceptance brings its first comment with it, and is told once however often it comes', async () => {
  await rows(`update publications set first_comment = 'First!' where id = $1 returning id`, [publicationId]);
  await claim();
  await recordOutcome(publicationId, 1, silence, aftermath);
  await record({ publicationId, event: 'unprovable', code: 'cannot_prove' });
  for (let time = 0; time < 2; time += 1) await recordOutcome(publicationId, 1, accepted, aftermath);
  expect(await ledger()).toMatchObject({ state: 'published', platform_post_id: 'p1' });
  expect(
    await row(
      `select first_comment_state as comment, (select count(*)::int from post_events
         where publication_id = p.id and kind = 'lateAcceptance') as told from publications p where id = $1`,
      [publicationId],
    ),
  ).toEqual({ comment: 'due', told: 1 });
});

test('a silent call counts until it is proven to have done nothing; absences count until a person decides', async () => {
  for (let epoch = 1; epoch <= 2; epoch += 1) {
    await claim();
    await recordOutcome(publicationId, epoch, silence, aftermath);
    expect(await wasSilent(publicationId, 'hash')).toBe(true);
    await record({ publicationId, event: 'absent' });
    expect(await wasSilent(publicationId, 'hash')).toBe(false);
    expect(await countAbsences(publicationId)).toBe(epoch);
  }
  await claim();
  await recordOutcome(
    publicationId,
    3,
    { kind: 'notSent', code: 'rate_limited', detail: '', retryAfterMs: 0 },
    aftermath,
  );
  expect(await countAbsences(publicationId)).toBe(2);
  await record({ publicationId, event: 'ask', code: 'late' });
  await record({ publicationId, event: 'postAgain' });
  expect(await countAbsences(publicationId)).toBe(0);
});

test('a second acceptance keeps the first address, and stands in the timeline', async () => {
  await claim();
  await recordOutcome(publicationId, 1, accepted, aftermath);
  await recordOutcome(publicationId, 1, { ...accepted, id: 'p2' }, aftermath);
  expect(await ledger()).toMatchObject({ platform_post_id: 'p1' });
  const told = await row<{ code: string }>(
    `select code from post_events where publication_id = $1 order by id desc limit 1`,
    [publicationId],
  );
  expect(told?.code).toBe('second_post');
});

test("a post's state follows its targets: a question first, and what is live is not called failed", async () => {
  const other = await addTarget('prepared');
  await claim();
  await recordOutcome(publicationId, 1, accepted, aftermath);
  expect(await ledger()).toMatchObject({ postState: 'publishing' });
  await record({ publicationId: other, event: 'ask', code: 'late' });
  expect(await ledger()).toMatchObject({ postState: 'needs_attention' });
  await record({ publicationId: other, event: 'giveUp' });
  expect(await ledger()).toMatchObject({ postState: 'partly_posted' });
});

describe('two posts of the same words at one account, of which one is live', () => {
  let alike: string;
  const found = (id: string) =>
    record({ publicationId: id, event: 'found', from: ['unknown'], written: { post: accepted } });

  beforeEach(async () => {
    alike = publicationId;
    const account = `account of post ${postId}`;
    await makePost();
    await rows('delete from publications where id = $1 returning id', [publicationId]);
    publicationId = await addTarget('unknown', account);
    await rows(
      `update publications set state = 'unknown', epoch = 1, commit_began_at = now() where id = any($1) returning id`,
      [[alike, publicationId]],
    );
  });

  test('do not both adopt it, however they come together', async () => {
    const mine = publicationId;
    const others = [await makeUnknown(), await makeUnknown()];
    const states = await Promise.all([alike, mine, ...others].map(found));
    expect(states.filter((state) => state === 'published')).toHaveLength(3);
    const left = states[0] === null ? alike : mine;
    expect(await ledger(left)).toMatchObject({ state: 'unknown', platform_post_id: null });
  });

  test('an answer that names what was adopted by the other leaves this one to be read back', async () => {
    await rows(`update publications set state = 'committing' where id = $1 returning id`, [publicationId]);
    await found(alike);
    await recordOutcome(publicationId, 1, accepted, aftermath);
    expect(await ledger()).toMatchObject({ state: 'committing', platform_post_id: null });
    await rows(`update publications set state = 'parked' where id = $1 returning id`, [publicationId]);
    await recordOutcome(publicationId, 1, accepted, aftermath);
    expect(await ledger()).toMatchObject({ state: 'parked', platform_post_id: null });
  });
});

test('what is postponed again and again is one line of the timeline, which counts', async () => {
  const postpone = (code: string) =>
    record({ publicationId, event: 'postponed', code, written: { resumeInMs: 1, attempts: 1 } });
  const told = () =>
    rows<{ kind: string; code: string; times: number; late: boolean }>(
      `select kind, code, times, last_at > at as late from post_events where publication_id = $1 order by id`,
      [publicationId],
    );
  await rows(`update publications set state = 'planned' where id = $1 returning id`, [publicationId]);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await record({ publicationId, event: 'prepare' });
    await postpone('unavailable');
  }
  expect(await told()).toEqual([
    { kind: 'prepare', code: null, times: 1, late: null },
    { kind: 'postponed', code: 'unavailable', times: 50, late: true },
  ]);
  await postpone('rate_limited');
  await postpone('unavailable');
  const { events, earlier } = await readTimeline(postId, 2);
  expect(events).toMatchObject([
    { code: 'rate_limited', times: 1 },
    { code: 'unavailable', times: 1, lastAt: null },
  ]);
  expect(earlier).toBe(2);
});

/** A publication at an account of its own. */
async function makeUnknown(): Promise<string> {
  await makePost();
  await rows(`update publications set state = 'unknown', epoch = 1 where id = $1 returning id`, [
    publicationId,
  ]);
  return publicationId;
}

test('a call that begins long after its time says so in the timeline', async () => {
  await rows(
    `update scheduled_posts set scheduled_time = now() - interval '50 seconds' where id = $1 returning id`,
    [postId],
  );
  await claim();
  expect(
    await row(`select code, detail from post_events where publication_id = $1 and kind = 'commit'`, [
      publicationId,
    ]),
  ).toEqual({ code: 'begun_late', detail: expect.stringMatching(/^5\d s$/) });
});

test('a step that the table does not know is not taken', async () => {
  expect(await record({ publicationId, event: 'found', written: { post: accepted } })).toBeNull();
  expect(await ledger()).toMatchObject({ state: 'prepared', platform_post_id: null });
});
