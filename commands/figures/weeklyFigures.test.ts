import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aConnection, aPost, told } from '../../test/support/figures.ts';
import { aMember } from '../../test/support/members.ts';
import { readWeeklyFigures } from './weeklyFigures.ts';

/** The report of Monday, 23 November 2026, is about the 16th to the 22nd. */
const lastWeek = { isoWeek: '2026-W48', timezone: 'Europe/Paris' };

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
});
afterAll(() => closeDatabase());
beforeEach(() => rows('truncate users, projects cascade'));

test('are those of its last day, against the last of the week before; what is not told is null', async () => {
  const member = await aMember();
  const account = await aConnection(member);
  await told(account, '2026-11-09T08:00:00Z', 900);
  await told(account, '2026-11-15T22:59:00Z', 1000);
  await told(account, '2026-11-15T23:00:00Z', 1001);
  await told(account, '2026-11-22T08:00:00Z', 1100);
  await told(account, '2026-11-22T20:00:00Z', null);
  await told(account, '2026-11-22T23:00:00Z', 5000);
  const silent = await aConnection(member, { platform: 'unknown' });
  await told(silent, '2026-11-20T08:00:00Z', null);

  const figures = await readWeeklyFigures(member.projectId, lastWeek);
  expect(figures).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
  expect(figures.connections.map(({ followers }) => followers)).toEqual([
    { value: 1100, change: 100, before: 1000 },
    { value: null, change: null, before: null },
  ]);
  expect(figures.total).toMatchObject({
    followers: { value: 1100, change: 100, before: 1000 },
    reach: { value: null, change: null, before: null },
  });
});

test('count a post as it stood at the end of its own week, so that both weeks had as long', async () => {
  const member = await aMember();
  const account = await aConnection(member);
  await aPost(account, '2026-11-10T12:00:00Z', [
    ['2026-11-11T08:00:00Z', { likes: 10, comments: 2, reach: 100 }],
    ['2026-11-15T08:00:00Z', { likes: 40, comments: 4, reach: 400 }],
    ['2026-11-18T08:00:00Z', { likes: 90, comments: 9, reach: 900 }],
  ]);
  await aPost(account, '2026-11-17T12:00:00Z', [
    ['2026-11-20T08:00:00Z', { likes: 50, shares: 5, reach: 600 }],
    ['2026-11-23T08:00:00Z', { likes: 500, shares: 50, reach: 6000 }],
  ]);
  const [figures] = (await readWeeklyFigures(member.projectId, lastWeek)).connections;
  expect(figures).toMatchObject({
    posts: 1,
    interactions: { value: 55, change: 11, before: 44 },
    reach: { value: 600, change: 200, before: 400 },
  });
});

test('a new account is no growth, and a week without posts is zero where the other had some', async () => {
  const member = await aMember();
  const old = await aConnection(member);
  await told(old, '2026-11-12T08:00:00Z', 1000);
  await told(old, '2026-11-19T08:00:00Z', 990);
  await aPost(old, '2026-11-10T12:00:00Z', [['2026-11-11T08:00:00Z', { likes: 10 }]]);
  const fresh = await aConnection(member, { createdAt: new Date('2026-11-18T08:00:00Z') });
  await told(fresh, '2026-11-19T08:00:00Z', 50_000);
  await aPost(fresh, '2026-11-11T12:00:00Z', [['2026-11-18T09:00:00Z', { likes: 700 }]]);
  await aPost(fresh, '2026-11-19T12:00:00Z', [['2026-11-20T09:00:00Z', { likes: 7 }]]);

  const { total, connections, followersByDay } = await readWeeklyFigures(member.projectId, lastWeek);
  expect(total.followers).toEqual({ value: 50_990, change: -10, before: 1000 });
  expect(connections.map(({ interactions }) => interactions)).toEqual([
    { value: 0, change: -10, before: 10 },
    { value: 7, change: null, before: null },
  ]);
  expect(total.interactions).toEqual({ value: 7, change: -10, before: 10 });
  // Before it was connected, the new account counts with what it told first.
  expect(followersByDay).toHaveLength(28);
  expect([followersByDay[0], followersByDay.at(-1)]).toEqual([51_000, 50_990]);
});

test('best posts come by what people did, and none that nobody noticed', async () => {
  const member = await aMember();
  const account = await aConnection(member);
  const at = '2026-11-18T12:00:00Z';
  for (const likes of [3, 0, 9, 5, 7])
    await aPost(account, at, [['2026-11-19T08:00:00Z', { likes }]], `likes ${likes}`);
  const { bestPosts } = await readWeeklyFigures(member.projectId, lastWeek);
  expect(bestPosts.map(({ interactions }) => interactions)).toEqual([9, 7, 5]);
});

test('are those of one project', async () => {
  const [mine, theirs] = [await aMember(), await aMember()];
  await told(await aConnection(theirs), '2026-11-19T08:00:00Z', 77);
  expect((await readWeeklyFigures(mine.projectId, lastWeek)).connections).toEqual([]);
});
