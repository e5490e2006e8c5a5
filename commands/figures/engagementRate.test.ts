import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { audiences } from '../../contracts/figures.ts';
import { accountEngagementRate, postEngagementRate } from './engagementRate.ts';

const untold = {
  ...{ likes: null, comments: null, shares: null, saves: null },
  ...{ reach: null, impressions: null, views: null },
};
const since = new Date('2026-11-01T00:00:00Z');
const recently = new Date('2026-11-10T00:00:00Z');
const byFollowers = (followers: number | null) => ({ audience: 'followers' as const, followers });

describe("a post's engagement rate", () => {
  const post = { ...untold, likes: 40, comments: 8, shares: 1, saves: 1 };

  test("is percent of what the platform's posts are measured by, whatever else a post tells", () => {
    const seen = { ...post, reach: 1000, impressions: 2000, views: 5000 };
    const rates = audiences.map((audience) => postEngagementRate(seen, { audience, followers: 200 }));
    expect(rates).toEqual([5, 2.5, 1, 25]);
  });

  test('is the same measure for an image as for a video: impressions, where only videos tell views', () => {
    const measure = { audience: 'impressions', followers: 21_852 } as const;
    const image = { ...untold, likes: 918, impressions: 9764 };
    const video = { ...untold, likes: 178, impressions: 1731, views: 1039 };
    expect([image, video].map((each) => postEngagementRate(each, measure))).toEqual([9.4, 10.28]);
  });

  test('is unknown, no zero and no share of something else, when the platform does not tell it', () => {
    const byReach = { audience: 'reach', followers: 200 } as const;
    expect(postEngagementRate({ ...untold, reach: 1000 }, byReach)).toBeNull();
    expect(postEngagementRate({ ...post, views: 5000 }, byReach)).toBeNull();
    expect(postEngagementRate({ ...post, reach: 0 }, byReach)).toBeNull();
    expect(postEngagementRate(post, byFollowers(null))).toBeNull();
    expect(postEngagementRate(post, byFollowers(0))).toBeNull();
  });

  test('is zero when nobody did anything', () => {
    expect(
      postEngagementRate({ ...untold, likes: 0, reach: 50 }, { audience: 'reach', followers: null }),
    ).toBe(0);
  });
});

describe("an account's engagement rate", () => {
  test('is what its recent posts together brought of those who saw them', () => {
    const posts = [
      { ...untold, likes: 10, reach: 1000, publishedAt: recently },
      { ...untold, likes: 3, reach: 5, publishedAt: recently },
      { ...untold, likes: 20, comments: 7, reach: 995, publishedAt: recently },
      { ...untold, likes: 900, reach: 1000, publishedAt: new Date('2026-10-01T00:00:00Z') },
    ];
    expect(accountEngagementRate(posts, { audience: 'reach', followers: 50 }, since)).toBe(2);
  });

  test('is the mean of its posts in percent of its followers, where it is by these', () => {
    const posts = [
      { ...untold, likes: 10, publishedAt: recently },
      { ...untold, likes: 20, comments: 10, publishedAt: recently },
      { ...untold, publishedAt: recently },
    ];
    expect(accountEngagementRate(posts, byFollowers(1000), since)).toBe(2);
  });

  test('is unknown without posts or their audience', () => {
    const posts = [{ ...untold, likes: 1, publishedAt: recently }];
    expect(accountEngagementRate([], byFollowers(1000), since)).toBeNull();
    expect(accountEngagementRate(posts, byFollowers(null), since)).toBeNull();
    expect(accountEngagementRate(posts, byFollowers(0), since)).toBeNull();
    expect(accountEngagementRate(posts, { audience: 'views', followers: 9 }, since)).toBeNull();
  });
});

test('is never negative, infinite or NaN', () => {
  const figure = fc.option(fc.nat(10_000_000), { nil: null });
  const post = fc.record({
    ...{ likes: figure, comments: figure, shares: figure, saves: figure },
    ...{ reach: figure, impressions: figure, views: figure, publishedAt: fc.constant(recently) },
  });
  fc.assert(
    fc.property(fc.array(post), figure, fc.constantFrom(...audiences), (posts, followers, audience) => {
      const measure = { audience, followers };
      const rates = [
        accountEngagementRate(posts, measure, since),
        ...posts.map((each) => postEngagementRate(each, measure)),
      ];
      for (const rate of rates) expect(rate === null || (Number.isFinite(rate) && rate >= 0)).toBe(true);
    }),
  );
});
