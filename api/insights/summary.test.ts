import { expect, test } from '@jest/globals';
import type { Figures } from '../../db/statistics.ts';
import { changesOf, totalsOf } from './summary.ts';

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

test('totals are sums of what is known; what nobody tells stays unknown', () => {
  const standings = [
    { now: figures({ followers: 100, likes: 7 }), then: null },
    { now: figures({ followers: 50 }), then: null },
    { now: null, then: null },
  ];
  expect(totalsOf(standings)).toEqual(figures({ followers: 150, likes: 7 }));
  expect(totalsOf([])).toEqual(untold);
});

test('the engagement rate weighs accounts by their followers', () => {
  const standings = [
    { now: figures({ followers: 900, engagement_rate: 1 }), then: null },
    { now: figures({ followers: 100, engagement_rate: 11 }), then: null },
  ];
  expect(totalsOf(standings).engagement_rate).toBe(2);
});

test('changes compare like with like: an account that came since counts for nothing', () => {
  const standings = [
    {
      now: figures({ followers: 110, engagement_rate: 3 }),
      then: figures({ followers: 100, engagement_rate: 2.5 }),
    },
    { now: figures({ followers: 9000, engagement_rate: 50 }), then: null },
    { now: figures({ reach: 5 }), then: figures({ followers: 4 }) },
  ];
  expect(changesOf(standings)).toEqual(figures({ followers: 10, engagement_rate: 0.5 }));
});

test('fewer than before is a negative change', () => {
  expect(changesOf([{ now: figures({ likes: 5 }), then: figures({ likes: 8 }) }]).likes).toBe(-3);
});
