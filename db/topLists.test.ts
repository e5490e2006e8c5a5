import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase } from '../test/support/database.ts';
import { aConnection } from '../test/support/figures.ts';
import { aMember } from '../test/support/members.ts';
import { closeDatabase, connectDatabase } from './connection.ts';
import type { Connection } from './models/connection.ts';
import { findTopPosts, readPostSums } from './postFigures.ts';
import { rows } from './query.ts';
import { findTopInfluencers } from './statistics.ts';

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 5 });
});
afterAll(() => closeDatabase());
beforeEach(() => rows('truncate users, projects cascade'));

const aPost = (connection: Connection, id: string, likes: number, rate: number | null, at = '2026-11-10') =>
  rows(
    `insert into social_media_posts (connection_id, external_id, kind, published_at, likes, engagement_rate)
     values ($1, $2, 'image', $3, $4, $5) returning id`,
    [connection.id, id, at, likes, rate],
  );
const anyPosts = { platform: null, connectionId: null, publishedAfter: null, publishedBefore: null };

test('a share that a handful of reactions makes leads no list, and is not left out either', async () => {
  const member = await aMember();
  const account = await aConnection(member);
  await aPost(account, 'three of four', 3, 75);
  await aPost(account, 'nine of twenty', 9, 45);
  await aPost(account, 'many of many', 900, 4.5);
  await aPost(account, 'ten of forty', 10, 25);
  await aPost(account, 'seen by nobody knows how many', 5000, null);
  const top = await findTopPosts(member.projectId, { ...anyPosts, order: 'engagement_rate', limit: 10 });
  expect(top.map((post) => post.external_id)).toEqual([
    'ten of forty',
    'many of many',
    'three of four',
    'nine of twenty',
    'seen by nobody knows how many',
  ]);
});

test('a period has two ends: what a platform dates later than now is not of the last days', async () => {
  const member = await aMember();
  const account = await aConnection(member);
  await aPost(account, 'before', 1, null, '2026-10-01');
  await aPost(account, 'within', 20, null);
  await aPost(account, 'later', 300, null, '2026-12-30');
  const [since, until] = [new Date('2026-11-01'), new Date('2026-11-22')];
  expect(await readPostSums(member.projectId, { since, until })).toMatchObject({ posts: 1, likes: 20 });
  const period = { publishedAfter: since.toISOString(), publishedBefore: until.toISOString() };
  const top = await findTopPosts(member.projectId, { ...anyPosts, ...period, order: 'reactions', limit: 10 });
  expect(top.map((post) => post.external_id)).toEqual(['within']);
});

test('an account with a handful of followers does not lead the ranking', async () => {
  const member = await aMember();
  const standing = async (followers: number | null, rate: number | null) => {
    const account = await aConnection(member, { username: `${followers} ${rate}` });
    await rows(
      'insert into social_media_stats (connection_id, followers, engagement_rate) values ($1, $2, $3) returning id',
      [account.id, followers, rate],
    );
  };
  await standing(4, 80);
  await standing(1000, 3);
  await standing(null, 5);
  await standing(100, null);
  await rows('refresh materialized view mv_latest_social_stats');
  await rows('refresh materialized view mv_top_influencers_by_engagement');
  const ranking = await findTopInfluencers(10);
  expect(ranking.map(({ username }) => username)).toEqual(['null 5', '1000 3', '100 null', '4 80']);
});
