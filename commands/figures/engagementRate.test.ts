import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountEngagementRate, postEngagementRate } from './engagementRate.ts';

const untold = { likes: null, comments: null, shares: null, saves: null, reach: null, views: null };
const since = new Date('2026-11-01T00:00:00Z');
const recently = new Date('2026-11-10T00:00:00Z');

describe("a post's engagement rate", () => {
  test('is percent of its reach, else its views, else the followers', () => {
    const post = { ...untold, likes: 40, comments: 8, shares: 2 };
    expect(postEngagementRate({ ...post, reach: 1000, views: 5000 }, 200)).toBe(5);
    expect(postEngagementRate({ ...post, views: 5000 }, 200)).toBe(1);
    expect(postEngagementRate(post, 200)).toBe(25);
  });

  test('is unknown, no zero, when the platform tells nothing', () => {
    expect(postEngagementRate({ ...untold, reach: 1000 }, 200)).toBeNull();
    expect(postEngagementRate({ ...untold, likes: 3 }, null)).toBeNull();
    expect(postEngagementRate({ ...untold, likes: 3 }, 0)).toBeNull();
  });

  test('is zero when nobody did anything', () => {
    expect(postEngagementRate({ ...untold, likes: 0, reach: 50 }, null)).toBe(0);
  });
});

describe("an account's engagement rate", () => {
  test('is the mean of its recent posts in percent of its followers', () => {
    const posts = [
      { ...untold, likes: 10, publishedAt: recently },
      { ...untold, likes: 20, comments: 10, publishedAt: recently },
      { ...untold, likes: 900, publishedAt: new Date('2026-10-01T00:00:00Z') },
    ];
    expect(accountEngagementRate(1000, posts, since)).toBe(2);
  });

  test('leaves out posts of which nothing is told', () => {
    const posts = [
      { ...untold, likes: 10, publishedAt: recently },
      { ...untold, publishedAt: recently },
    ];
    expect(accountEngagementRate(100, posts, since)).toBe(10);
  });

  test('is unknown without posts or followers', () => {
    expect(accountEngagementRate(1000, [], since)).toBeNull();
    expect(accountEngagementRate(null, [{ ...untold, likes: 1, publishedAt: recently }], since)).toBeNull();
    expect(accountEngagementRate(0, [{ ...untold, likes: 1, publishedAt: recently }], since)).toBeNull();
  });
});

test('is never negative, infinite or NaN', () => {
  const figure = fc.option(fc.nat(10_000_000), { nil: null });
  const post = fc.record({
    likes: figure,
    comments: figure,
    shares: figure,
    saves: figure,
    reach: figure,
    views: figure,
    publishedAt: fc.constant(recently),
  });
  fc.assert(
    fc.property(fc.array(post), figure, (posts, followers) => {
      const rates = [
        accountEngagementRate(followers, posts, since),
        ...posts.map((each) => postEngagementRate(each, followers)),
      ];
      for (const rate of rates) expect(rate === null || (Number.isFinite(rate) && rate >= 0)).toBe(true);
    }),
  );
});
