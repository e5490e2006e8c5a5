import { expect, test } from '@jest/globals';
import type { Figures } from '../../db/statistics.ts';
import { changesOf, totalsOf, type Standing } from './summary.ts';

const untold: Figures = {
  followers: null,
  following: null,
  posts: null,
  views: null,
  reach: null,
  likes: null,
  comments: null,
  shares: null,
  engagement_rate: null,
};
const figures = (given: Partial<Figures>): Figures => ({ ...untold, ...given });

const noLifetime = { views: null, reach: null, likes: null, comments: null, shares: null };
const standing = (
  now: Partial<Figures> | null,
  then: Partial<Figures> | null = null,
  dayFigures: string[] = [],
): Standing => ({ now: now && figures(now), then: then && figures(then), dayFigures });
const byDay = ['views', 'reach', 'likes', 'comments', 'shares'];

test('totals are sums of what is known; what nobody tells stays unknown', () => {
  const standings = [
    standing({ followers: 100, likes: 7 }, null, byDay),
    standing({ followers: 50 }),
    standing(null),
  ];
  expect(totalsOf(standings)).toEqual({ ...figures({ followers: 150, likes: 7 }), lifetime: noLifetime });
  expect(totalsOf([])).toEqual({ ...untold, lifetime: noLifetime });
});

test("a day's views are not added to a channel's of all its life, nor a change of the one to one of the other", () => {
  const standings = [
    standing({ posts: 5, views: 1974, likes: 120 }, { posts: 4, views: 2000, likes: 100 }, byDay),
    standing({ views: 24_614 }, { views: 24_000 }, ['views', 'reach']),
    standing({ posts: 9, views: 1_367_914 }, { posts: 9, views: 1_360_000 }),
    standing({ likes: 164_514 }, { likes: 164_000 }),
  ];
  expect(totalsOf(standings)).toEqual({
    ...figures({ posts: 14, views: 26_588, likes: 120 }),
    lifetime: { ...noLifetime, views: 1_367_914, likes: 164_514 },
  });
  expect(changesOf(standings)).toEqual({
    ...figures({ posts: 1, views: 588, likes: 20 }),
    lifetime: { ...noLifetime, views: 7914, likes: 514 },
  });
});

test('the engagement rate weighs accounts by their followers', () => {
  const standings = [
    standing({ followers: 900, engagement_rate: 1 }),
    standing({ followers: 100, engagement_rate: 11 }),
  ];
  expect(totalsOf(standings).engagement_rate).toBe(2);
});

test('changes compare like with like: an account that came since counts for nothing', () => {
  const standings = [
    standing({ followers: 110, engagement_rate: 3 }, { followers: 100, engagement_rate: 2.5 }),
    standing({ followers: 9000, engagement_rate: 50 }),
    standing({ reach: 5 }, { followers: 4 }, byDay),
  ];
  expect(changesOf(standings)).toEqual({
    ...figures({ followers: 10, engagement_rate: 0.5 }),
    lifetime: noLifetime,
  });
});

test('fewer than before is a negative change', () => {
  expect(changesOf([standing({ likes: 5 }, { likes: 8 }, byDay)]).likes).toBe(-3);
});
