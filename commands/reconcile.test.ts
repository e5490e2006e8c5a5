import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase, database } from '../db/connection.ts';
import { Outbox } from '../db/models/outbox.ts';
import { SyncLog } from '../db/models/syncLog.ts';
import type { User } from '../db/models/user.ts';
import { countOverduePosts } from '../db/overduePosts.ts';
import { readKnownPosts, wasSilent } from '../db/publicationEvidence.ts';
import { row, rows } from '../db/query.ts';
import { aConversation } from '../test/support/conversations.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { aConnection } from '../test/support/figures.ts';
import { aMember } from '../test/support/members.ts';
import { planOf } from '../test/support/queryPlan.ts';
import { forgetExpiredRows } from './forgetExpiredRows.ts';
import { promiseAgain } from './reconcile.ts';
import { takeComparison } from './recurring/compareSchedules.ts';

let ada: User;
let projectId: string;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 2 });
  ({ user: ada, projectId } = await aMember());
});
afterAll(closeDatabase);
beforeEach(async () => {
  for (const table of [
    'outbox',
    'images',
    'conversations',
    'mails',
    'social_media_connections',
    'sessions',
    'idempotency_keys',
  ])
    await database().query(`delete from ${table}`);
});

/** Images that were promised so long ago; the first one the longest. Returns their ids, oldest promise first. */
async function pendingImages(count: number, promised = '3 minutes'): Promise<number[]> {
  const made = await rows<{ id: number }>(
    `insert into images (project_id, user_id, prompt, style, width, height, quality, promised_at)
     select $1, $2, 'a lighthouse', 'realistic', 512, 512, 'standard', now() - $4::interval + i * interval '1 microsecond'
     from generate_series(1, $3::int) i returning id`,
    [projectId, ada.id, count, promised],
  );
  return made.map(({ id }) => id);
}

/** The images that the outbox promises, oldest promise first; all are taken out of it, as when Temporal has them. */
async function promisedImages(): Promise<unknown[]> {
  const promised = await rows<{ id: number }>(
    `delete from outbox where workflow = 'generateImage' returning (input ->> 'imageId')::int as id`,
  );
  return promised.map(({ id }) => id).sort((a, b) => a - b);
}

test('images that take long do not keep those behind them from being promised again', async () => {
  const ids = await pendingImages(700);
  expect(await promiseAgain()).toBe(500);
  expect(await promisedImages()).toEqual(ids.slice(0, 500));
  expect(await promiseAgain()).toBe(200);
  expect(await promisedImages()).toEqual(ids.slice(500));
  expect(await promiseAgain()).toBe(0);
});

test('an image is left alone while it was promised lately, is promised still, or is done', async () => {
  await pendingImages(1, '1 minute');
  const [done] = await pendingImages(1);
  await database().query(`update images set status = 'generated' where id = ${done}`);
  await pendingImages(1);
  expect(await promiseAgain()).toBe(1);
  await database().query(`update images set promised_at = now() - interval '3 minutes' where id <> ${done}`);
  // The row of the third is still there; the first is old enough by now.
  expect(await promiseAgain()).toBe(1);
});

test('a queued mail whose workflow was lost is promised again', async () => {
  const mail = await row<{ id: string }>(
    `insert into mails (kind, subject_id, recipient, locale, promised_at)
     values ('invitation', gen_random_uuid(), 'a@example.com', 'fr', now() - interval '3 minutes') returning id`,
  );
  expect(await promiseAgain()).toBe(1);
  expect(await Outbox.findAll()).toMatchObject([{ workflow: 'sendMail', input: { mailId: mail?.id } }]);
  expect(await promiseAgain()).toBe(0);
});

test('a message to a customer whose workflow was lost is promised again, while something is to come', async () => {
  const conversation = await aConversation(projectId);
  const states = ['queued', 'sending', 'unknown', 'unknown', 'sent', 'suggested', 'failed'];
  for (const [place, state] of states.entries())
    await row(
      `insert into messages (conversation_id, project_id, sequence, direction, author, kind, sent_at, state, problem_code,
         promised_at)
       values ($1, $2, $3, 'outbound', 'agent', 'text', now(), $4, $5, now() - interval '3 minutes') returning 1 as kept`,
      [conversation, projectId, place + 10, state, place === 3 ? 'not_confirmed' : null],
    );
  expect(await promiseAgain()).toBe(3);
  expect(await Outbox.count({ where: { workflow: 'sendMessage' } })).toBe(3);
  expect(await promiseAgain()).toBe(0);
});

test('a reply that is to be made again, and a caption that is to be written, are promised again', async () => {
  await rows(
    `insert into assistant_calls (project_id, purpose, decision, promised_at)
     values ($1, 'replay', 'pending', now() - interval '3 minutes'),
       ($1, 'caption', 'pending', now() - interval '3 minutes'),
       ($1, 'replay', 'reply', now() - interval '3 minutes') returning 1 as made`,
    [projectId],
  );
  expect(await promiseAgain()).toBe(2);
  expect(await Outbox.findAll()).toMatchObject([{ workflow: 'replayReply' }, { workflow: 'writeCaption' }]);
  expect(await promiseAgain()).toBe(0);
  await rows('delete from assistant_calls returning 1 as gone');
});

test('an account whose first sync was lost is promised again until it was tried, after each time it was connected', async () => {
  const member = { user: ada, projectId };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const connection = await aConnection(member, { statusSince: minutesAgo(3) });
  await aConnection(member, { statusSince: minutesAgo(1) });
  await aConnection(member, { statusSince: minutesAgo(3), connectionStatus: 'needs_reauth' });
  await aConnection(member, { statusSince: minutesAgo(5), lastSyncedAt: minutesAgo(4) });
  const promised = async () => {
    await promiseAgain();
    const found = await rows<{ id: string }>(
      `delete from outbox where workflow = 'syncConnection' returning input ->> 'connectionId' as id`,
    );
    return found.map(({ id }) => id);
  };

  await promiseAgain();
  expect(await promiseAgain()).toBe(0);
  expect(await promised()).toEqual([connection.id]);
  expect(await promised()).toEqual([connection.id]);
  await SyncLog.create({
    ...{ connectionId: connection.id, projectId: member.projectId, platform: 'tiktok' },
    ...{ syncType: 'sync', syncStatus: 'failed', durationMs: 1 },
    createdAt: minutesAgo(2.5),
  });
  expect(await promised()).toEqual([]);
  // Its owner connects it again.
  await connection.update({ statusSince: minutesAgo(2.25) });
  expect(await promised()).toEqual([connection.id]);
});

test('a promise that was given up is tried again after a quarter of an hour', async () => {
  const dead = { action: 'start', workflow: 'generateImage', input: { imageId: 1 }, refusals: 10 } as const;
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const late = await Outbox.create({ ...dead, deadAt: minutesAgo(14) });
  const early = await Outbox.create({ ...dead, deadAt: minutesAgo(16) });
  expect(await promiseAgain()).toBe(1);
  expect(await early.reload()).toMatchObject({ deadAt: null, refusals: 0 });
  expect(await late.reload()).toMatchObject({ deadAt: expect.any(Date), refusals: 10 });
});

test('sessions and kept answers whose time is over are deleted, however many', async () => {
  await database().query(
    `insert into sessions (user_id, expires_at, revoked_at)
     select (:user)::uuid, now() - interval '31 days', null::timestamptz from generate_series(1, 1500)
     union all select (:user)::uuid, now() + interval '9 days', now() - interval '31 days'
     union all select (:user)::uuid, now() - interval '29 days', null`,
    { replacements: { user: ada.id } },
  );
  await database().query(
    `insert into idempotency_keys (scope, key, fingerprint, created_at)
     select 'a', i::text, ''::bytea, now() - interval '25 hours' from generate_series(1, 1500) i
     union all select 'a', 'late', ''::bytea, now() - interval '23 hours'`,
  );
  await forgetExpiredRows();
  expect(await row('select count(*)::int from sessions')).toEqual({ count: 1 });
  expect(await rows('select key from idempotency_keys')).toEqual([{ key: 'late' }]);
});

/** A post of Ada's with one target, as columns say. */
async function aPost(post: string, target: string): Promise<{ postId: number; publicationId: string }> {
  const made = await row<{ postId: number; publicationId: string }>(
    `with post as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time, promised_at, state)
       select $1, $2, '', ${post} returning id)
     insert into publications (post_id, project_id, platform, account_id, state, first_comment_state,
       platform_post_id, published_at)
     select id, $1, 'twitter', 'an account', ${target} from post
     returning post_id as "postId", id as "publicationId"`,
    [projectId, ada.id],
  );
  if (!made) throw new Error('no post was made');
  return made;
}

test('a post that is due soon is promised again after half a minute, before those that have longer', async () => {
  const then = `now() - interval '1 minute'`;
  const planned = `'planned', 'none', null, null`;
  const soon = await aPost(`now() + interval '2 minutes', ${then}, 'scheduled'`, planned);
  await aPost(`now() + interval '10 minutes', ${then}, 'scheduled'`, planned);
  await aPost(`now() + interval '2 minutes', now() - interval '20 seconds', 'scheduled'`, planned);
  expect(await promiseAgain()).toBe(1);
  expect(await Outbox.findAll()).toMatchObject([{ input: { postId: soon.postId } }]);
  await rows('delete from scheduled_posts returning 1 as gone');
});

test('a post that is late and that nobody has begun is counted, one that waits for its time or its turn is not', async () => {
  const then = `now() - interval '5 minutes'`;
  const planned = `'planned', 'none', null, null`;
  await aPost(`${then}, ${then}, 'scheduled'`, planned);
  await aPost(`now() + interval '1 hour', ${then}, 'scheduled'`, planned);
  expect(await countOverduePosts()).toBe(0);
  await rows(`update publications set state_since = ${then} returning 1 as aged`);
  expect(await countOverduePosts()).toBe(1);
  await rows(`update publications set resume_at = now() + interval '1 minute' returning 1 as put_off`);
  expect(await countOverduePosts()).toBe(0);
  await rows('delete from scheduled_posts returning 1 as gone');
});

test('posts that are due, and those with a comment to write, are promised again, found by their indexes', async () => {
  const then = `now() - interval '1 hour'`;
  const due = await aPost(`now(), ${then}, 'scheduled'`, `'planned', 'none', null, null`);
  const written = await aPost(`${then}, ${then}, 'posted'`, `'published', 'writing', 'p1', ${then}`);
  const waiting = await aPost(`${then}, ${then}, 'needs_attention'`, `'waiting', 'none', null, null`);
  await aPost(`${then}, ${then}, 'posted'`, `'published', 'done', 'p2', ${then}`);
  await aPost(`now() + interval '1 day', ${then}, 'scheduled'`, `'planned', 'none', null, null`);
  const plan = await planOf('update scheduled_posts set promised_at', promiseAgain);
  for (const index of ['posts_to_publish', 'publications_waiting', 'publications_to_comment'])
    expect(plan).toContain(index);
  const promised = await rows<{ id: number }>(
    `select distinct (input ->> 'postId')::int as id from outbox where workflow = 'publishPost' order by id`,
  );
  expect(promised.map(({ id }) => id)).toEqual([due, written, waiting].map(({ postId }) => postId));
});

test('of an account’s posts, those are known that may be taken for evidence, found by their index', async () => {
  const published = (id: string, ago: string) =>
    aPost(`now(), now(), 'posted'`, `'published', 'none', '${id}', now() - interval '${ago}'`);
  await published('old', '3 days');
  await published('a film that took long', '20 hours');
  const { postId, publicationId } = await published('own', '0 hours');
  await rows(
    `insert into publications (post_id, project_id, platform, account_id, state, platform_post_id, published_at)
     select $1, $2, 'twitter', 'an account', 'published', 'of day ' || day, now() - day * interval '1 day'
     from generate_series(10, 3000) day returning 1 as made`,
    [postId, projectId],
  );
  await database().query('analyze publications');
  const known = () =>
    readKnownPosts(publicationId, 'an account', 'twitter', new Date(Date.now() - 3_600_000));
  expect(await known()).toEqual(new Set(['a film that took long', 'p1', 'p2']));
  expect(await planOf('platform_post_id as id', known)).toContain('publications_known');
  const silent = () => wasSilent(publicationId, 'hash');
  expect(await planOf('as silent', silent)).toContain('post_events_of_publication');
});

test('of the workers that would compare the plans at once, one does', async () => {
  const taken = await Promise.all(Array.from({ length: 5 }, () => takeComparison(50)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await takeComparison(0)).toBe(true);
});
